import type { ByteString } from "../bytes.ts";
import type { StreamProtocol } from "../stream-info.ts";
import { isAuthority } from "./field-syntax.ts";
import type { HeaderMap } from "./header-map.ts";
import { ResponseFlag } from "./response-flags.ts";

/** A request that Envoy answers before any filter sees it. */
export interface Refusal {
  status: number;
  body: ByteString;
  details: ByteString;
  flag: number;
  /** Over HTTP/1 the connection goes on. */
  keepsConnection?: boolean;
}

/** How Envoy's connection manager refuses a request; undefined where it takes it. */
export function refusalOf(headers: HeaderMap, protocol: StreamProtocol, envoyMinor: number): Refusal | undefined {
  const path = headers.get(":path") ?? "";
  if (protocol === "HTTP/1.0") {
    return {
      status: 426,
      body: "Upgrade Required",
      details: "low_version",
      flag: ResponseFlag.DownstreamProtocolError,
    };
  }
  if (!headers.has(":authority")) return { status: 400, body: "", details: "missing_host_header", flag: 0 };
  if (!isAuthority(headers.get(":authority") ?? "")) {
    return {
      status: 400,
      body: "Bad Request",
      details: "http.invalid_authority",
      flag: ResponseFlag.DownstreamProtocolError,
    };
  }
  if (envoyMinor >= 40 && headers.get(":method") === "QUERY" && !headers.has("content-type"))
    return { status: 400, body: "", details: "query_missing_content_type", flag: 0 };
  if (isUpgrade(headers, protocol)) return { status: 403, body: "", details: "upgrade_failed", flag: 0 };
  if (!path.startsWith("/"))
    return { status: 404, body: "", details: "absolute_path_rejected", flag: 0, keepsConnection: true };
  if (path.includes("#")) return { status: 400, body: "", details: "path_normalization_failed", flag: 0 };
  return undefined;
}

function isUpgrade(headers: HeaderMap, protocol: StreamProtocol): boolean {
  return protocol === "HTTP/1.1" && headers.has("upgrade") && /\bupgrade\b/i.test(headers.get("connection") ?? "");
}
