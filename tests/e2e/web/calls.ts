// Calls as a browser's program makes them: gRPC-Web by @connectrpc/connect-web, types from the contracts.
// Reads what to do from its environment, writes what came of it to stdout as JSON.

import { createHash } from "node:crypto";
import { Code, ConnectError, createClient, type Interceptor } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { BatchOutcome } from "#stubs/sems/common/v1/batch_pb.js";
import { AccountService } from "#stubs/sems/identity/v1/account_service_pb.js";
import { AuthService } from "#stubs/sems/identity/v1/auth_service_pb.js";
import { StackService } from "#stubs/sems/facility/v1/stack_service_pb.js";
import { ExportService } from "#stubs/sems/ieps/v1/export_pb.js";
import { StackHoursService } from "#stubs/sems/operations/v1/stack_hours_pb.js";
import { ErrorInfoSchema, LocalizedMessageSchema } from "#stubs/google/rpc/error_details_pb.js";

const given = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
};
const siteId = given("SITE");

let token = "";
const withToken: Interceptor = (next) => (request) => {
  if (token) request.header.set("authorization", `Bearer ${token}`);
  return next(request);
};
const transport = createGrpcWebTransport({
  baseUrl: given("GATEWAY"),
  interceptors: [withToken],
});

// What a program learns from a refused call.
const refusal = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => ConnectError.from(reason),
  );
  if (error === undefined) return "not refused";
  return {
    code: Code[error.code],
    reason: error.findDetails(ErrorInfoSchema)[0]?.reason,
    korean: error.findDetails(LocalizedMessageSchema)[0]?.message,
  };
};

const accounts = createClient(AccountService, transport);
const withoutToken = await refusal(accounts.getMyAccount({}));

const auth = createClient(AuthService, transport);
const wrongPassword = await refusal(auth.signIn({ login: given("LOGIN"), password: "wrong" }));
const signedIn = await auth.signIn({ login: given("LOGIN"), password: given("PASSWORD") });
token = signedIn.tokens?.accessToken ?? "";
const me = (await accounts.getMyAccount({})).account;

const stacks = createClient(StackService, transport);
const year = { siteId, surveyYear: Number(given("YEAR")) };
const listed = await stacks.listStacks({ ...year, pageSize: 500 });
const otherSite = await refusal(
  stacks.listStacks({ ...year, siteId: "0192f0c1-2d3e-7abc-8def-0123456789ab" }),
);

// A wrong line is answered in the response, not by an error.
const hours = createClient(StackHoursService, transport);
const batch = await hours.saveStackHours({
  siteId,
  lines: [{ stackId: listed.stacks[0].stackId, day: `${given("MONTH")}-01`, hours: 24, minutes: 1 }],
});

// A server's stream: the file's facts, then its bytes.
const exports = createClient(ExportService, transport);
const digest = createHash("sha256");
let announced = "";
let bytes = 0;
for await (const { part } of exports.streamExportFile({ siteId, exportId: given("EXPORT") })) {
  if (part.case === "file") announced = part.value.sha256;
  if (part.case === "chunk") {
    digest.update(part.value);
    bytes += part.value.length;
  }
}

console.log(
  JSON.stringify({
    withoutToken,
    wrongPassword,
    me: { login: me?.login, organisation: me?.profile?.organisationName },
    stacks: listed.stacks.map((stack) => [stack.number, stack.name, stack.typeLabel]),
    otherSite,
    batch: { outcome: BatchOutcome[batch.outcome], errors: batch.errors.map((e) => [e.field, e.code]) },
    file: { announced, computed: digest.digest("hex"), bytes },
  }),
);
