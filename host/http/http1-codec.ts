import type { HeaderMap } from "./header-map.ts";

/** What the HTTP/1.1 codec adds to response headers that go out: how long the body is. */
export function frameHttp1Response(headers: HeaderMap, endOfStream: boolean, isHead: boolean): void {
  const status = Number(headers.get(":status"));
  const bodiless = status < 200 || status === 204 || status === 304;
  if (headers.has("content-length")) return;
  if (endOfStream && !isHead) {
    if (!bodiless) headers.setInPlace("content-length", "0");
    return;
  }
  if (!bodiless) headers.setInPlace("transfer-encoding", "chunked");
}
