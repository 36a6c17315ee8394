import { FoldedHeaders } from "../folded-headers.ts";

/** What HTTP wants of every message; a test need not say it. */
const pseudoHeaders = {
  request: { ":method": "GET", ":path": "/", ":scheme": "http", ":authority": "localhost" },
  response: { ":status": "200" },
} as const;

/** Headers with the pseudo-headers that HTTP wants. */
export function withPseudoHeaders(headers: FoldedHeaders, kind: "request" | "response"): FoldedHeaders {
  for (const [name, value] of Object.entries(pseudoHeaders[kind])) {
    const isThere = headers.has(name) || (name === ":authority" && headers.has("host"));
    if (!isThere) headers.set(name, value);
  }
  return headers;
}

/** Headers whose names are in lower case, those that are added later, too. */
export function inLowerCase(headers: FoldedHeaders): FoldedHeaders {
  const lower = new LowerCaseHeaders();
  for (const [name, value] of headers.entries()) lower.set(name, value);
  return lower;
}

class LowerCaseHeaders extends FoldedHeaders {
  override set(name: string, value: string): void {
    super.set(name.toLowerCase(), value);
  }
}
