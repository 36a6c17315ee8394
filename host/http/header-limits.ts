import type { ByteString } from "../bytes.ts";
import type { HeaderFields } from "./header-map.ts";

// How much of headers Envoy takes: its default limits, which no option of the host changes.

const mostFields = 100;
const mostRequestBytes = 60 * 1024;
/** Over HTTP/2 responses have the limit of requests. */
const mostHttp1ResponseBytes = 80 * 1024;
/** The longest name or value that the decoder of HTTP/2 takes; one that is not compressed. */
const longestString = 64 * 1024;

/** The details of a whole connection that ends. */
export const codecError = "codec_error:The_user_callback_function_failed";

const tooMany = "http2.too_many_headers";

/** So Envoy 1.36 tells of what it finds too late. */
const clientReset = "http2.remote_reset";

/**
 * What of a message's headers or trailers is too much over HTTP/2, in the words of the access log; undefined where nothing is.
 * Envoy finds it field by field. Before 1.38 cookies did not count.
 */
export function http2Overflow(headers: HeaderFields, envoyMinor: number, areTrailers = false): ByteString | undefined {
  if (isFarBelow(headers)) return undefined;
  const isOld = envoyMinor < 38;
  const fields = isOld ? headers.filter(([name]) => name !== "cookie") : headers;
  let size = 0;
  for (const [index, [name, value]] of fields.entries()) {
    if (name.length > longestString || value.length > longestString) {
      return envoyMinor < 37 ? clientReset : codecError;
    }
    size += name.length + value.length;
    if (size > mostRequestBytes) {
      if (!isOld) return "http2.header_list_size_too_large";
      return areTrailers && envoyMinor < 37 ? clientReset : tooMany;
    }
    if (index >= mostFields) return tooMany;
  }
  return undefined;
}

/** The same of a request over HTTP/1, which is read as a whole, with the field that says that the body comes in chunks. */
export function http1RequestOverflow(headers: HeaderFields, endOfStream: boolean): ByteString | undefined {
  if (isFarBelow(headers)) return undefined;
  const fieldNamed = (wanted: string) => headers.find(([name]) => name === wanted)?.[1] ?? "";
  const line = `${fieldNamed(":method")} ${fieldNamed(":path")} HTTP/1.1`;
  const given = headers.flatMap(([name, value]) => fieldOf(name, value));
  const isFramed = endOfStream || given.some(([name]) => name === "content-length" || name === "transfer-encoding");
  const fields = isFramed ? given : [...given, ["transfer-encoding", "chunked"] as const];
  return http1Overflow(line, fields, mostRequestBytes);
}

/** The same of a response. */
export function http1ResponseOverflow(headers: HeaderFields): ByteString | undefined {
  if (isFarBelow(headers)) return undefined;
  const fields = headers.filter(([name]) => name !== ":status");
  return http1Overflow("HTTP/1.1 200 OK", fields, mostHttp1ResponseBytes);
}

/** Whether headers are below every limit, whatever else is counted: nearly all are, and need no more thought. */
function isFarBelow(headers: HeaderFields): boolean {
  if (headers.length > mostFields - 10) return false;
  let size = 0;
  for (const field of headers) size += field[0].length + field[1].length;
  return size < mostRequestBytes / 2;
}

/** A field as HTTP/1 has it: of the pseudo-headers the authority is one. */
function fieldOf(name: ByteString, value: ByteString): [ByteString, ByteString][] {
  if (name === ":authority") return [["host", value]];
  return name.startsWith(":") ? [] : [[name, value]];
}

function http1Overflow(line: string, fields: HeaderFields, most: number): ByteString | undefined {
  const lineEnd = 2;
  const size = fields.reduce(
    (sum, [name, value]) => sum + name.length + 2 + value.length + lineEnd,
    line.length + lineEnd + lineEnd,
  );
  if (size > most) return "http1.headers_too_large";
  return fields.length > mostFields ? "http1.too_many_headers" : undefined;
}
