import type { ByteString } from "../bytes.ts";
import { isAuthority, isDigits, isFieldName, isFieldValue, ofConnection } from "./field-syntax.ts";
import { type HeaderFields, HeaderMap, type HeaderMapKind, lowerCase } from "./header-map.ts";

/** In the words of the access log. */
const invalidField = "http2.invalid.header.field";
const brokenRule = "http2.violation.of.messaging.rule";

/** What fields are there for, with the pseudo-headers that may be among them. */
const pseudoHeaders = {
  request: new Set([":authority", ":method", ":path", ":protocol", ":scheme"]),
  response: new Set([":status"]),
  trailers: new Set<ByteString>(),
};

/**
 * What of a message's fields HTTP/2 does not allow, in the words of the access log; undefined where nothing is wrong. The codec
 * breaks the connection off over it.
 */
export function http2Violation(
  fields: HeaderFields,
  of: keyof typeof pseudoHeaders,
  envoyMinor: number,
): ByteString | undefined {
  const isOld = envoyMinor <= 36;
  let lengths = 0;
  for (const [name, value] of fields) {
    if (!name.startsWith(":")) {
      if (!isHttp2Name(name)) return invalidField;
    } else if (!pseudoHeaders[of].has(name)) return isOld ? brokenRule : invalidField;
    if (isOld && name === ":authority" && value === "") continue;
    if (!isFieldValue(value) || rules.get(name)?.(value) === false) return invalidField;
    if (name === "te" && isOld && value !== "trailers") return invalidField;
    if (name === "content-length") lengths += 1;
  }
  if (lengths > 1 && !isOld) return invalidField;
  return of === "request" && isMalformed(fields) ? brokenRule : undefined;
}

/** The headers of a message. Envoy 1.36 takes a length that is said twice. */
export function http2Headers(kind: HeaderMapKind, fields: HeaderFields): HeaderMap {
  const first = fields.findIndex(([name]) => name === "content-length");
  const isTwice = first >= 0 && fields.some(([name], index) => name === "content-length" && index > first);
  if (!isTwice) return new HeaderMap(kind, fields);
  const once = fields.filter(([name], index) => name !== "content-length" || index === first);
  return new HeaderMap(kind, once);
}

/**
 * The headers of a request. Beside the authority, `host` says nothing; a cookie may come in pieces, which Envoy puts together,
 * behind all other fields.
 */
export function http2RequestHeaders(fields: HeaderFields): HeaderMap {
  const hasAuthority = fields.some(([name]) => name === ":authority");
  const headers = http2Headers("request", hasAuthority ? fields.filter(([name]) => name !== "host") : fields);
  if (!headers.has("cookie")) return headers;
  const cookie = headers.getAll("cookie").join("; ");
  headers.remove("cookie");
  headers.add("cookie", cookie);
  return headers;
}

/** What values of some fields must be. */
const rules = new Map<ByteString, (value: ByteString) => boolean>([
  [":authority", (value) => value !== "" && isAuthority(value) && !value.includes("@")],
  [":method", isFieldName],
  [":path", (value) => /^[^ \t]+$/.test(value)],
  [":status", (value) => /^\d{3}$/.test(value)],
  ["content-length", isDigits],
  ["te", (value) => value.toLowerCase() === "trailers"],
]);

function isHttp2Name(name: ByteString): boolean {
  return name !== "" && isFieldName(name) && lowerCase(name) === name && !ofConnection.has(name);
}

function isMalformed(fields: HeaderFields): boolean {
  const value = (wanted: string): ByteString | undefined => fields.find(([name]) => name === wanted)?.[1];
  const [method, path] = [value(":method"), value(":path")];
  if (method === "CONNECT" && value(":protocol") === undefined) return path !== undefined;
  if (path === undefined || path.startsWith("/")) return false;
  return path !== "*" || method !== "OPTIONS";
}
