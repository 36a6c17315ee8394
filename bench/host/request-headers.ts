import type { Work } from "../sdk/work.ts";

/** The header fields of the request as an HTTP/2 client sends them. */
export function requestHeaders({ method, path, headers }: Work): [name: string, value: string][] {
  const { host = "", ...rest } = headers;
  return [[":authority", host], [":path", path], [":method", method], [":scheme", "http"], ...Object.entries(rest)];
}
