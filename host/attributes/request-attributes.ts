import type { ByteString } from "../bytes.ts";
import type { HeaderMap } from "../http/header-map.ts";
import { type Attribute, attributesOf } from "./attribute-map.ts";
import { HeadersValue } from "./headers-value.ts";
import { durationOf } from "./nanoseconds.ts";
import type { StreamContext } from "./property-context.ts";
import { Timestamp, type Value } from "./value.ts";

/** `request.NAME`. Those of the headers are there as long as the headers are. */
export const requestAttributes = attributesOf<StreamContext>({
  headers: ({ requestHeaders }) => new HeadersValue(requestHeaders),
  headers_bytes: headersBytes,
  time: ({ streamInfo }) => new Timestamp(streamInfo.startTime),
  size,
  total_size: ({ requestHeaders, streamInfo }) => BigInt(streamInfo.bytesReceived + (requestHeaders?.byteSize ?? 0)),
  duration: ({ streamInfo }) => durationOf(streamInfo.requestComplete),
  protocol: ({ streamInfo }) => streamInfo.protocol,
  path: header(":path"),
  url_path: ({ requestHeaders }) => requestHeaders && pathOf(requestHeaders).split("?", 1)[0],
  host: header(":authority"),
  scheme: header(":scheme"),
  method: header(":method"),
  referer: header("referer"),
  id: header("x-request-id"),
  useragent: header("user-agent"),
  query: ({ requestHeaders }) => requestHeaders && queryOf(pathOf(requestHeaders)),
});

function header(name: ByteString): Attribute<StreamContext> {
  return ({ requestHeaders }) => requestHeaders?.get(name);
}

function headersBytes({ requestHeaders, pluginProperties }: StreamContext): Value | undefined {
  return pluginProperties.envoyMinor > 36 ? BigInt(requestHeaders?.byteSize ?? 0) : undefined;
}

/** By `content-length`; there is none where that is no number. */
function size({ requestHeaders, streamInfo }: StreamContext): Value | undefined {
  const length = requestHeaders?.get("content-length");
  if (length === undefined) return BigInt(streamInfo.bytesReceived);
  return /^\d+$/.test(length) ? BigInt(length) : undefined;
}

function pathOf(headers: HeaderMap): ByteString {
  return headers.get(":path") ?? "";
}

/** What stands between `?` and `#`. */
function queryOf(path: ByteString): ByteString {
  const start = path.indexOf("?");
  if (start < 0) return "";
  const end = path.indexOf("#", start);
  return end < 0 ? path.slice(start + 1) : path.slice(start + 1, end);
}
