import { type ByteString, toBytes } from "../../../host/bytes.ts";
import type { RequestOptions } from "../../exchange/request-options.ts";
import type { UpstreamAnswer } from "../../upstream/upstream.ts";
import { chunkBody } from "../chunk-body.ts";
import type { FoldedHeaders } from "../folded-headers.ts";
import type { Invocation, Test } from "../suite.ts";
import { bodyOf, headersOf } from "../test-input.ts";

type ReadFile = (path: string) => ByteString;

/** The request that a test sends. */
export function requestOf(test: Test, readFile: ReadFile): RequestOptions {
  const headers = headersOf(test.requestHeaders?.input, "request", readFile);
  const chunks = chunksOf(test, test.requestBody, readFile);
  const method = headers.get(":method") ?? (chunks ? "POST" : "GET");
  const authority = headers.get(":authority") ?? headers.get("host");
  return {
    method,
    path: headers.get(":path") ?? "/",
    ...(authority === undefined ? {} : { authority }),
    ...(headers.has(":scheme") ? { scheme: headers.get(":scheme") ?? "" } : {}),
    headers: fieldsOf(headers, ["host"]),
    ...(chunks ? { body: chunks } : {}),
  };
}

/** What the upstream answers in a test. */
export function answerOf(test: Test, readFile: ReadFile): UpstreamAnswer {
  const headers = headersOf(test.responseHeaders?.input, "response", readFile);
  const chunks = chunksOf(test, test.responseBody, readFile);
  return {
    status: Number(headers.get(":status") ?? 200),
    headers: fieldsOf(headers, []),
    ...(chunks ? { body: chunks } : {}),
  };
}

function fieldsOf(headers: FoldedHeaders, left: readonly string[]): [name: string, value: Uint8Array][] {
  return headers
    .entries()
    .map(([name, value]): [string, Uint8Array] => [name.toLowerCase(), toBytes(value)])
    .filter(([name]) => !name.startsWith(":") && !left.includes(name));
}

/** The chunks of all bodies one after the other; undefined where there is none. */
function chunksOf(test: Test, bodies: readonly Invocation[], readFile: ReadFile): Uint8Array[] | undefined {
  const chunks = bodies.flatMap(({ input }) => chunkBody(bodyOf(input, readFile), test));
  const full = chunks.filter((chunk) => chunk !== "").map(toBytes);
  return full.length > 0 ? full : undefined;
}
