import { type ByteString, fromText } from "../../host/bytes.ts";
import { FoldedHeaders } from "./folded-headers.ts";
import { http1Headers } from "./http1-headers.ts";
import type { Input } from "./suite.ts";

type ReadFile = (path: string) => ByteString;

/** The header fields that go into a phase: those of a file, of text, or those that are listed. */
export function headersOf(input: Input | undefined, kind: "request" | "response", readFile: ReadFile): FoldedHeaders {
  if (input?.file) return http1Headers(readFile(input.file), kind);
  if (input?.content) return http1Headers(input.content, kind);
  const headers = new FoldedHeaders();
  for (const { key, value } of input?.header ?? []) headers.add(fromText(key), value);
  return headers;
}

/** The body that goes into a phase. */
export function bodyOf(input: Input | undefined, readFile: ReadFile): ByteString {
  return input?.file ? readFile(input.file) : (input?.content ?? "");
}
