// A call with a deadline of 300 ms, on a service that cannot answer in time.

import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { AccountService } from "#stubs/sems/identity/v1/account_service_pb.js";

const transport = createGrpcWebTransport({ baseUrl: process.env.GATEWAY ?? "" });
const accounts = createClient(AccountService, transport);
try {
  const headers = { authorization: `Bearer ${process.env.TOKEN}` };
  await accounts.getMyAccount({}, { timeoutMs: 300, headers });
  console.log("answered");
} catch (error) {
  console.log(Code[ConnectError.from(error).code]);
}
