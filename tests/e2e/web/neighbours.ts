// One HTTP/2 connection with 90 calls waiting on it, and the calls of somebody who does everything wrong.
// Says "refused" on stdout with what became of the wrong ones, and after the next line on stdin waits for
// the 90 and says what became of them.

import { once } from "node:events";
import { connect, type OutgoingHttpHeaders } from "node:http2";
import { createInterface } from "node:readline";

const gateway = process.env.GATEWAY ?? "";
const authorization = `Bearer ${process.env.TOKEN}`;
const rpc = "/sems.identity.v1.AccountService/GetMyAccount";

const session = connect(gateway);
session.on("error", (error) => console.log(JSON.stringify({ connection: String(error) })));

interface Answer {
  http: number;
  grpc: string;
  body: string;
}

const call = (headers: OutgoingHttpHeaders, body?: Uint8Array | string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const stream = session.request({ ":method": "POST", authorization, ...headers });
    const answer: Answer = { http: 0, grpc: "", body: "" };
    const note = (received: OutgoingHttpHeaders) => {
      answer.http ||= Number(received[":status"]);
      if (received["grpc-status"] !== undefined) answer.grpc = String(received["grpc-status"]);
    };
    stream.on("response", note);
    stream.on("trailers", note);
    stream.on("data", (chunk: Buffer) => (answer.body += chunk.toString("latin1")));
    stream.on("error", reject);
    stream.on("close", () => resolve(answer));
    stream.end(body);
  });

const grpc = { ":path": rpc, "content-type": "application/grpc", te: "trailers" };
const emptyMessage = new Uint8Array(5);

const waiting = Array.from({ length: 90 }, () => call(grpc, emptyMessage));

const json = { "content-type": "application/json" };
const wrong: Record<string, Promise<Answer>> = {
  "metadata of 60 KB": call({ ...grpc, big: "x".repeat(60_000) }, emptyMessage),
  "content type": call({ ...grpc, "content-type": "text/plain" }, emptyMessage),
  verb: call({ ...grpc, ":method": "GET" }),
  "unknown path": call({ ":path": "/v1/nothing", ...json }, "{}"),
  "broken JSON": call({ ":path": "/v1/auth:signIn", ...json }, "{"),
  "no token": call({ ...grpc, authorization: "" }, emptyMessage),
};
const refused: Record<string, Answer> = {};
for (const [name, answer] of Object.entries(wrong)) refused[name] = await answer;
console.log(JSON.stringify({ refused }));

const input = createInterface({ input: process.stdin });
await once(input, "line");
input.close();
const answers = await Promise.allSettled(waiting);
const outcome = (one: PromiseSettledResult<Answer>) =>
  one.status === "fulfilled" ? `grpc-status ${one.value.grpc}` : String(one.reason);
const counts: Record<string, number> = {};
for (const one of answers) counts[outcome(one)] = (counts[outcome(one)] ?? 0) + 1;
console.log(JSON.stringify({ waiting: counts }));
session.close();
