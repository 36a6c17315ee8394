import type { AnswerSpec, BodyItem, RequestSpec, Scenario } from "../scenario/schema.ts";
import { Dice } from "./dice.ts";
import { randomProgram } from "./random-program.ts";

const methods = ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];
const paths = ["/", "/a", "/b", "/b/c?d=e", "/nowhere/x", "/very/".padEnd(300, "long/")];
const fields: [string, string | string[]][] = [
  ["x-a", "1"],
  ["x-b", ""],
  ["x-c", ["1", "2"]],
  ["cookie", "a=1; b=2"],
  ["user-agent", "chance"],
  ["accept", "*/*"],
  ["x-forwarded-for", "10.0.0.1"],
  ["content-type", "text/plain"],
  ["content-type", "application/grpc"],
];
const statuses = [200, 200, 200, 201, 204, 301, 304, 404, 500];
const parts = ["a", "some bytes", "x".repeat(3000), "äöü"];

/** Requests of one scenario: its plugins are started once for all of them. */
export const requestsEach = 20;

/**
 * A scenario by chance: one or two plugins that do what they like in each callback, and requests with and without bodies and
 * trailers, in parts, over HTTP/2 at both ends. The same seed gives the same scenario.
 */
export function randomScenario(seed: number): Scenario {
  const dice = new Dice(seed);
  const plugins = dice.some(1, 2, () => ({
    program: randomProgram(dice),
    failurePolicy: dice.pick(["FAIL_CLOSED", "FAIL_OPEN"] as const),
    allowOnHeadersStopIteration: dice.percent(20),
  }));
  return {
    name: `seed ${seed}`,
    protocol: "HTTP/2",
    plugins,
    routes: [
      { name: "b", match: { prefix: "/b" }, route: { cluster: "upstream" } },
      { name: "direct", match: { path: "/a" }, directResponse: { status: 200, body: "direct" } },
      { name: "root", match: { path: "/" }, route: { cluster: "upstream" } },
      { name: "long", match: { prefix: "/very" }, route: { cluster: "upstream" } },
    ],
    requests: Array.from({ length: requestsEach }, () => randomRequest(dice)),
    answers: { upstream: dice.some(3, 6, () => randomAnswer(dice)) },
  };
}

function randomRequest(dice: Dice): RequestSpec {
  const method = dice.pick(methods);
  const hasBody = ["POST", "PUT", "PATCH"].includes(method) && dice.percent(85);
  return {
    method,
    path: dice.pick(paths),
    headers: Object.fromEntries(dice.some(0, 4, () => dice.pick(fields))),
    ...(hasBody ? { body: randomBody(dice) } : {}),
    ...(hasBody && dice.percent(30) ? { trailers: { "x-end": "1", "x-a": "t" } } : {}),
  };
}

function randomAnswer(dice: Dice): AnswerSpec {
  if (dice.percent(5)) return { reset: true };
  const status = dice.pick(statuses);
  const hasBody = status !== 204 && status !== 304 && dice.percent(75);
  return {
    status,
    headers: Object.fromEntries(dice.some(0, 3, () => dice.pick(fields.slice(0, 3)))),
    ...(hasBody ? { body: randomBody(dice) } : {}),
    ...(hasBody && dice.percent(30) ? { trailers: { "x-done": "1" } } : {}),
  };
}

function randomBody(dice: Dice): BodyItem[] {
  return dice.some(1, 4, () => dice.pick(parts));
}
