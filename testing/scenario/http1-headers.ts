import type { ByteString } from "../../host/bytes.ts";
import { FoldedHeaders } from "./folded-headers.ts";

/**
 * Reads the head of an HTTP/1 message as the header fields that a module sees: with pseudo-headers, names in lower case. What
 * follows an empty line is passed over.
 *
 * @throws Error where it is no such head, with the reason.
 */
export function http1Headers(text: ByteString, kind: "request" | "response"): FoldedHeaders {
  const [first = "", ...rest] = headLines(text);
  const fields = rest.map(fieldOf);
  return kind === "request" ? requestHeaders(first, fields) : responseHeaders(first, fields);
}

type Field = readonly [name: ByteString, value: ByteString];

/** Lines up to the first empty one; one that begins with white space goes on with the line before. */
function headLines(text: ByteString): ByteString[] {
  const lines: ByteString[] = [];
  for (const line of text.replace(/^[\r\n]+/, "").split(/\r?\n/)) {
    if (line === "") break;
    if (/^[ \t]/.test(line) && lines.length > 1) lines.push(`${lines.pop()} ${line.trim()}`);
    else lines.push(line);
  }
  return lines;
}

function fieldOf(line: ByteString): Field {
  const colon = line.indexOf(":");
  const name = line.slice(0, Math.max(colon, 0));
  if (name === "" || /[\s"(),/:;<=>?@[\\\]{}]/.test(name)) throw new Error(`no header field: ${JSON.stringify(line)}`);
  return [name.toLowerCase(), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, "")];
}

function requestHeaders(line: ByteString, fields: readonly Field[]): FoldedHeaders {
  const [, method, uri] = /^(\S+)[ \t]+(\S+)(?:[ \t]+\S+)?[ \t]*$/.exec(line) ?? [];
  if (!method || !uri) throw new Error(`no request line: ${JSON.stringify(line)}`);
  const headers = new FoldedHeaders();
  headers.set(":method", method);
  const absolute = URL.canParse(uri) ? new URL(uri) : undefined;
  const host = fields.find(([name]) => name === "host")?.[1] ?? "";
  if (absolute) {
    headers.set(":scheme", absolute.protocol.slice(0, -1));
    headers.set(":path", absolute.pathname + absolute.search);
    headers.set(":authority", absolute.host);
  } else {
    headers.set(":path", originForm(uri));
    if (host !== "") headers.set(":authority", host);
  }
  const hasAuthority = absolute !== undefined || host !== "";
  for (const [name, value] of fields) if (name !== "host" || !hasAuthority) headers.add(name, value);
  return headers;
}

/** A path with an optional query, in the form that a URL has it. */
function originForm(uri: ByteString): ByteString {
  const { pathname, search } = new URL(uri, "http://example.com");
  if (pathname + search !== uri) throw new Error(`invalid URI: ${uri}`);
  return uri;
}

function responseHeaders(line: ByteString, fields: readonly Field[]): FoldedHeaders {
  const [, status] = /^\S+[ \t]+([0-9]{3})(?:[ \t].*)?$/.exec(line) ?? [];
  if (!status) throw new Error(`no status line: ${JSON.stringify(line)}`);
  const headers = new FoldedHeaders();
  headers.set(":status", status);
  for (const [name, value] of fields) headers.add(name, value);
  return headers;
}
