// One HTTP/2 connection with 90 calls on their way at any time, and beside them the calls of somebody who does
// everything wrong. Writes what became of all of them to stdout as JSON.

import { connect, type OutgoingHttpHeaders } from "node:http2";
import { setImmediate } from "node:timers/promises";

const gateway = process.env.GATEWAY ?? "";
const authorization = `Bearer ${process.env.TOKEN}`;
const rpc = "/sems.identity.v1.AccountService/GetMyAccount";

const session = connect(gateway);
session.on("error", (error) => console.error(error));

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

// Each of the 90 calls again and again, so that 90 are always on their way.
const outcomes: Record<string, number> = {};
let goOn = true;
const chains = Array.from({ length: 90 }, async () => {
  do {
    const outcome = await call(grpc, emptyMessage).then(
      ({ grpc }) => `grpc-status ${grpc}`,
      (error: unknown) => String(error),
    );
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  } while (goOn);
});
const answered = () => Object.values(outcomes).reduce((sum, count) => sum + count, 0);
const after = async (count: number) => {
  while (answered() < count) await setImmediate();
};

await after(90);
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
await after(answered() + 180);
goOn = false;
await Promise.all(chains);
session.close();
console.log(JSON.stringify({ refused, outcomes }));
