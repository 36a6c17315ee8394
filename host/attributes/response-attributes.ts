import { attributesOf } from "./attribute-map.ts";
import { grpcStatus } from "./grpc-status.ts";
import { HeadersValue } from "./headers-value.ts";
import { durationOf } from "./nanoseconds.ts";
import type { StreamContext } from "./property-context.ts";
import type { Duration, Value } from "./value.ts";

/** `response.NAME` */
export const responseAttributes = attributesOf<StreamContext>({
  code: ({ streamInfo }) => integer(streamInfo.responseCode),
  size: ({ streamInfo }) => BigInt(streamInfo.bytesSent),
  headers: ({ responseHeaders }) => new HeadersValue(responseHeaders),
  headers_bytes: headersBytes,
  trailers: ({ responseTrailers }) => new HeadersValue(responseTrailers),
  flags: ({ streamInfo }) => BigInt(streamInfo.responseFlags),
  grpc_status: (context) => integer(grpcStatus(context)),
  total_size: totalSize,
  code_details: ({ streamInfo }) => streamInfo.responseCodeDetails,
  backend_latency: backendLatency,
});

function integer(value: number | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt(value);
}

function headersBytes({ responseHeaders, pluginProperties }: StreamContext): Value | undefined {
  return pluginProperties.envoyMinor > 36 ? BigInt(responseHeaders?.byteSize ?? 0) : undefined;
}

function totalSize({ streamInfo, responseHeaders, responseTrailers }: StreamContext): Value {
  return BigInt(streamInfo.bytesSent + (responseHeaders?.byteSize ?? 0) + (responseTrailers?.byteSize ?? 0));
}

function backendLatency({ streamInfo: { upstream } }: StreamContext): Duration | undefined {
  if (upstream?.firstByteSent === undefined || upstream.lastByteReceived === undefined) return undefined;
  return durationOf(upstream.lastByteReceived - upstream.firstByteSent);
}
