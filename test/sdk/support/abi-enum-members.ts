import { enums } from "../../../module/index.ts";

/** The SDK's names of the ABI's enums. A filter has nothing to do with those of WASI. */
const names: Record<Exclude<keyof typeof enums, `wasi_${string}`>, string> = {
  proxy_log_level_t: "LogLevel",
  proxy_status_t: "Status",
  proxy_action_t: "NetworkAction",
  proxy_buffer_type_t: "BufferType",
  proxy_map_type_t: "HeaderMapType",
  proxy_peer_type_t: "PeerType",
  proxy_stream_type_t: "StreamType",
  proxy_metric_type_t: "MetricType",
  FilterHeadersStatus: "HeadersAction",
  FilterDataStatus: "DataAction",
  FilterTrailersStatus: "TrailersAction",
  FilterMetadataStatus: "MetadataAction",
};

/** All members of the ABI's enums with their values, as the SDK names them: `Status.NotFound`, 1. */
export function abiEnumMembers(): Map<string, number> {
  const members = Object.entries(names).flatMap(([table, name]) =>
    Object.entries(enums[table as keyof typeof names].values).map(
      ([member, value]) => [`${name}.${pascal(member)}`, value] as const,
    ),
  );
  return new Map(members);
}

/** `HTTP_REQUEST_BODY` is `HttpRequestBody`; Envoy's own names are so already. */
function pascal(name: string): string {
  if (/[a-z]/.test(name)) return name;
  return name.replace(/([A-Z])([A-Z]*)_?/g, (_, first: string, rest: string) => first + rest.toLowerCase());
}
