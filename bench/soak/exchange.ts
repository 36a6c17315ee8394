// One request of the soak test, and what its response has to be.
import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** A request: its headers and body. */
export interface SoakRequest {
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  /** What the filter has to do for it: nothing, a call, or to wait. */
  work: "" | "call" | "wait";
  /** The body as the filter has to make it. */
  expected: Buffer;
}

/** Most bytes of a body; seldom one of {@link large}. */
const most = 64 << 10;
const large = 200 << 10;

/** Bodies are parts of this, and what the filter makes of them parts of the other. */
const content = randomBytes(large);
const reversed = Buffer.from(content).reverse();
const mark = Buffer.from("!");

const works = ["call", "wait", "", "", "call", "", "", "", "", "call", "", "", "call", "", "", "call"] as const;

/** The request of a number. */
export function requestOf(id: number): SoakRequest {
  const size = sizeOf(id);
  const start = size > 0 ? Math.floor(Math.random() * (large - size)) : 0;
  const work = works[id % works.length] ?? "";
  const headers = {
    "x-id": String(id),
    "x-work": work,
    "content-length": String(size),
    "x-trace": `trace-${id}-${"é".repeat(id % 5)}`,
    cookie: `session=${id}; theme=dark`,
  };
  const kept = reversed.subarray(large - start - size, large - start);
  // A response without a body has no callback that could mark its end
  const expected = size > 0 ? Buffer.concat([kept, mark]) : kept;
  return {
    path: `/${id % 3 === 0 ? "orders" : "cart"}/${id}`,
    headers,
    body: content.subarray(start, start + size),
    work,
    expected,
  };
}

/** None in one of eight, 200 KiB in one of four hundred; else small ones are as frequent as large ones are big. */
function sizeOf(id: number): number {
  if (id % 8 === 0) return 0;
  if (id % 400 === 1) return large;
  return Math.floor(2 ** (Math.random() * Math.log2(most)));
}

/** What is wrong with a response; "" when it is as it has to be, of one of these versions of the configuration. */
export function faultOf(
  request: SoakRequest,
  response: { status: number; headers: IncomingHttpHeaders; body: Buffer },
  [first, last]: readonly [first: number, last: number],
): string {
  const { status, headers, body } = response;
  if (status !== 200) return `status ${status}: ${body.subarray(0, 200)}`;
  const version = Number(headers["x-version"]);
  if (!(version >= first && version <= last)) return `version ${headers["x-version"]} of ${first} to ${last}`;
  if (headers["x-id"] !== request.headers["x-id"]) return `id ${headers["x-id"]}`;
  const rule = request.path.startsWith("/orders") ? `orders ${version}` : "none";
  if (headers["x-rule"] !== rule) return `rule ${headers["x-rule"]} in place of ${rule}`;
  const answer = { "": undefined, call: 'called {"work":"call"}', wait: "waited" }[request.work];
  if (headers["x-answer"] !== answer) return `answer ${headers["x-answer"]} in place of ${answer}`;
  if (!(Number(headers["x-headers"]) > 8)) return `${headers["x-headers"]} headers`;
  return body.equals(request.expected) ? "" : `a body of ${body.length} bytes, not as expected`;
}
