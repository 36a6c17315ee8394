import type { ByteString } from "../bytes.ts";
import type { StreamProtocol } from "../stream-info.ts";
import type { HeaderFields, HeaderMap } from "./header-map.ts";
import { ResponseFlag } from "./response-flags.ts";

/** A request that Envoy answers before any filter sees it. */
export interface Refusal {
  status: number;
  body: ByteString;
  details: ByteString;
  flag: number;
}

/** How Envoy's connection manager refuses a request; undefined where it takes it. */
export function refusalOf(headers: HeaderMap, protocol: StreamProtocol): Refusal | undefined {
  const path = headers.get(":path") ?? "";
  if (protocol === "HTTP/1.0") {
    return {
      status: 426,
      body: "Upgrade Required",
      details: "low_version",
      flag: ResponseFlag.DownstreamProtocolError,
    };
  }
  if (isUpgrade(headers, protocol)) return { status: 403, body: "", details: "upgrade_failed", flag: 0 };
  if (!path.startsWith("/")) return { status: 404, body: "", details: "absolute_path_rejected", flag: 0 };
  if (path.includes("#")) return { status: 400, body: "", details: "path_normalization_failed", flag: 0 };
  return undefined;
}

/** What of a request HTTP/2 does not allow, in the words of the access log; the codec breaks the connection off over it. */
export function violationOf(fields: HeaderFields): ByteString | undefined {
  if (fields.some(([name]) => /[A-Z]/.test(name))) return "http2.invalid.header.field";
  const value = (wanted: string): ByteString | undefined => fields.find(([name]) => name === wanted)?.[1];
  const path = value(":path");
  if (path !== undefined && /[\0-\x20\x7f]/.test(path)) return "http2.invalid.header.field";
  const isConnect = value(":method") === "CONNECT" && value(":protocol") === undefined;
  const isMalformed = isConnect ? path !== undefined : path !== undefined && !path.startsWith("/") && path !== "*";
  return isMalformed ? "http2.violation.of.messaging.rule" : undefined;
}

function isUpgrade(headers: HeaderMap, protocol: StreamProtocol): boolean {
  return protocol === "HTTP/1.1" && headers.has("upgrade") && /\bupgrade\b/i.test(headers.get("connection") ?? "");
}
