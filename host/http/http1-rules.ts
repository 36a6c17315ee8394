import type { ByteString } from "../bytes.ts";
import { isDigits, isFieldName, isFieldValue } from "./field-syntax.ts";
import { type HeaderFields, HeaderMap, type HeaderMapKind, lowerCase } from "./header-map.ts";
import type { Refusal } from "./request-checks.ts";
import { ResponseFlag } from "./response-flags.ts";

/** The methods that Envoy's parser knows. */
const methods = new Set(
  (
    "ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK MERGE MKACTIVITY MKCALENDAR MKCOL MOVE MSEARCH NOTIFY OPTIONS PATCH " +
    "POST PROPFIND PROPPATCH PURGE PUT QUERY REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK UNSUBSCRIBE"
  ).split(" "),
);

/** `http://ana@shop.example/cart`: scheme, authority without the user, and the rest. */
const absolute = /^([a-z][a-z0-9+\-.]*):\/\/(?:[^/?#]*@)?([^/?#@]*)(.*)$/i;

const visible = /^[!-~]+$/;

const unknownCoding = "http1.invalid_transfer_encoding";
const flag = ResponseFlag.DownstreamProtocolError;

/** How Envoy's codec refuses a request over HTTP/1; undefined where it takes it. */
export function http1Refusal(fields: HeaderFields, envoyMinor: number): Refusal | undefined {
  const details = http1Violation(fields) ?? violationOfFirstLine(fields, envoyMinor);
  if (details === undefined) return undefined;
  if (details === unknownCoding) return { status: 501, body: "Not Implemented", details, flag };
  return { status: 400, body: "Bad Request", details, flag };
}

/** What of a message's fields HTTP/1 does not allow, in the words of the access log; undefined where nothing is wrong. */
export function http1Violation(fields: HeaderFields): ByteString | undefined {
  let lengths = 0;
  let coding: ByteString | undefined;
  for (const field of fields) {
    const name = field[0];
    const value = field[1];
    if (name === "" || !isFieldName(name) || !isFieldValue(value)) {
      return fields.some(hasControl) ? "http1.invalid_characters" : "http1.codec_error";
    }
    if (name === "transfer-encoding") coding = coding === undefined ? value : `${coding},${value}`;
    if (name !== "content-length") continue;
    lengths += 1;
    if (lengths > 1 || !isDigits(value)) return "http1.codec_error";
  }
  if (coding === undefined) return undefined;
  if (coding.toLowerCase() !== "chunked") return unknownCoding;
  return lengths > 0 ? "http1.content_length_and_chunked_not_allowed" : undefined;
}

/** The headers of a message, whose values have no space around them. */
export function http1Headers(kind: HeaderMapKind, fields: HeaderFields): HeaderMap {
  const headers = new HeaderMap(kind);
  for (const field of fields) headers.add(field[0], trimmed(field[1]));
  return headers;
}

/** The headers of a request: one for a whole URL, as to a forward proxy, has the path of it. */
export function http1RequestHeaders(fields: HeaderFields): HeaderMap {
  const headers = new HeaderMap("request");
  // There is no scheme in HTTP/1
  for (const field of fields) if (field[0] !== ":scheme") headers.add(field[0], trimmed(field[1]));
  removeNamed(headers);
  const target = headers.get(":path") ?? "";
  if (target.startsWith("/")) return headers;
  const [, scheme = "", authority = "", path] = absolute.exec(target) ?? [];
  if (path === undefined) return headers;
  const method = headers.get(":method") ?? "";
  const url: HeaderFields = [
    [":authority", authority],
    [":scheme", scheme.toLowerCase()],
    [":path", path || "/"],
    [":method", method],
  ];
  return new HeaderMap("request", [...url, ...headers.fields().filter(([name]) => !name.startsWith(":"))]);
}

/** Fields that a client may not take from the proxy by naming them in `connection`. */
const kept = new Set(["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"]);

function namesKeptField(fields: HeaderFields): boolean {
  for (const field of fields) {
    if (field[0] !== "connection") continue;
    if (tokensOf(field[1]).some((token) => kept.has(token) || token.startsWith(":"))) return true;
  }
  return false;
}

/** Fields that the client names in `connection` are for that one only. What becomes of `te` and `upgrade` is decided by what is in them. */
function removeNamed(headers: HeaderMap): void {
  const connection = headers.get("connection");
  if (connection === undefined) return;
  for (const name of tokensOf(connection)) if (name !== "te" && name !== "upgrade") headers.remove(name);
}

/** The words of a list, in lower case. */
export function tokensOf(list: ByteString): ByteString[] {
  return list.split(",").map((token) => lowerCase(token.trim()));
}

function violationOfFirstLine(fields: HeaderFields, envoyMinor: number): ByteString | undefined {
  const method = firstOf(fields, ":method");
  const path = firstOf(fields, ":path");
  if (namesKeptField(fields)) return "http1.connection_header_rejected";
  if (method === "QUERY" && envoyMinor < 40) return "http1.codec_error";
  if (!methods.has(method) || !visible.test(path)) return "http1.codec_error";
  if (path.startsWith("/")) return method === "CONNECT" ? "http1.invalid_url" : undefined;
  if (path === "*") return method === "OPTIONS" ? undefined : "http1.invalid_url";
  const [, scheme, authority] = absolute.exec(path) ?? [];
  if (scheme === undefined) return "http1.codec_error";
  if (authority === "") return "http1.invalid_url";
  return /^https?$/i.test(scheme) ? undefined : "http1.invalid_scheme";
}

function firstOf(fields: HeaderFields, wanted: ByteString): ByteString {
  for (const field of fields) if (field[0] === wanted) return field[1];
  return "";
}

/** A value without the space around it. */
function trimmed(value: ByteString): ByteString {
  const isPadded = isSpace(value.charCodeAt(0)) || isSpace(value.charCodeAt(value.length - 1));
  return isPadded ? value.replace(/^[ \t]+|[ \t]+$/g, "") : value;
}

function hasControl([name, value]: HeaderFields[number]): boolean {
  return !isFieldValue(name) || !isFieldValue(value);
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}
