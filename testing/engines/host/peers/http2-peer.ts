import { isAuthority, isDigits, isFieldValue, isToken, ofConnection } from "../../../../host/http/field-syntax.ts";
import type { Fields } from "../../../http/headers.ts";

// What nghttp2 makes of headers, which is the HTTP/2 of the clients and servers that stand around a real Envoy: a bad pseudo-header, or
// a field that HTTP/2 does not have, breaks the stream off; another bad field is passed over.

/** The fields that a peer hears; undefined where it breaks the stream off. */
export function heardOverHttp2(fields: Fields, of: "request" | "response" | "trailers"): Fields | undefined {
  const heard: Fields = [];
  let status = "";
  let hasLength = false;
  for (const field of fields) {
    const [name, value] = field;
    if (name.startsWith(":")) {
      if (name === ":status") status = value;
      if (pseudoHeaders[of].get(name)?.(value) !== true) return undefined;
    } else if (!isToken(name) || !isRegularValue(value)) continue;
    if (ofConnection.has(name)) return undefined;
    if (name === "te" && value.toLowerCase() !== "trailers") return undefined;
    if (name === "content-length") {
      if (hasLength || !isDigits(value) || (status === "204" && value !== "0")) return undefined;
      hasLength = true;
      // There it says nothing
      if (status === "204") continue;
    }
    heard.push(field);
  }
  return of === "request" && !isWhole(fields) ? undefined : heard;
}

type Rule = (value: string) => boolean;

const pseudoHeaders: Readonly<Record<"request" | "response" | "trailers", ReadonlyMap<string, Rule>>> = {
  request: new Map<string, Rule>([
    [":authority", (value) => value !== "" && isAuthority(value)],
    [":method", isToken],
    [":path", (value) => /^[!-~\x80-\xff]+$/.test(value)],
    [":scheme", (value) => /^[A-Za-z][A-Za-z0-9+\-.]*$/.test(value)],
  ]),
  // Interim ones are no answers
  response: new Map<string, Rule>([[":status", (value) => /^[2-9]\d\d$/.test(value)]]),
  trailers: new Map(),
};

function isRegularValue(value: string): boolean {
  return isFieldValue(value) && !/^[ \t]|[ \t]$/.test(value);
}

function isWhole(fields: Fields): boolean {
  const has = (wanted: string) => fields.some(([name]) => name === wanted);
  return has(":method") && has(":scheme") && has(":path") && (has(":authority") || has("host"));
}
