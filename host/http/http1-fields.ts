import type { HeaderField, HeaderMap } from "./header-map.ts";

// Envoy's codec of HTTP/1 as it writes: of the pseudo-headers only what has a place there, and how long the body is.

/** Methods whose requests have no body unless they say so. */
const withoutBody = new Set(["CONNECT", "DELETE", "GET", "HEAD", "TRACE"]);

const ofRequests = new Set([":authority", ":method", ":path"]);

/** The fields of a request as they go out over HTTP/1. */
export function http1RequestFields(map: HeaderMap, endOfStream: boolean): HeaderField[] {
  const fields: HeaderField[] = [];
  for (let at = 0; at < map.size; ++at) {
    const name = map.nameAt(at);
    if (!name.startsWith(":") || ofRequests.has(name)) fields.push([name, map.valueAt(at)]);
  }
  if (map.has("content-length")) return fields;
  if (!endOfStream) fields.push(["transfer-encoding", "chunked"]);
  else if (!withoutBody.has(map.get(":method") ?? "")) fields.push(["content-length", "0"]);
  return fields;
}

/** The same of a response. */
export function http1ResponseFields(map: HeaderMap, endOfStream: boolean, isHead: boolean): HeaderField[] {
  const fields: HeaderField[] = [];
  for (let at = 0; at < map.size; ++at) {
    const name = map.nameAt(at);
    // As in a request
    if (name === ":authority") fields.push(["host", map.valueAt(at)]);
    else if (name === ":status" || !name.startsWith(":")) fields.push([name, map.valueAt(at)]);
  }
  const status = Number(map.get(":status"));
  const isBodiless = status < 200 || status === 204 || status === 304;
  if (isBodiless || map.has("content-length")) return fields;
  if (!endOfStream || isHead) fields.push(["transfer-encoding", "chunked"]);
  else fields.push(["content-length", "0"]);
  return fields;
}
