const headers = "host :path user-agent x-twice X-Twice referer none content-length x-forwarded-proto a\u0001b";
const tls =
  "tls_version subject_local_certificate subject_peer_certificate uri_san_local_certificate uri_san_peer_certificate " +
  "dns_san_local_certificate dns_san_peer_certificate sha256_peer_certificate_digest peer_certificate";
const metadata =
  "filter_metadata|com.example|team filter_metadata|com.example|limits|burst filter_metadata|com.example|open " +
  "filter_metadata|com.example|zones|1 filter_metadata|com.example|zones|2 filter_metadata|com.example|zones|-1 " +
  "filter_metadata|com.example|zones|x filter_metadata|com.example|zones filter_metadata|com.example|a.b " +
  "filter_metadata|com.example|nothing filter_metadata|com.example|nothing|more filter_metadata|com.example|none " +
  "filter_metadata|com.example|limits filter_metadata|com.example|limits|burst|x filter_metadata|com.example|team|x " +
  "filter_metadata|com.example filter_metadata|com.other filter_metadata|none filter_metadata typed_filter_metadata none";
const node =
  "id cluster metadata metadata|rank metadata|canary metadata|labels metadata|labels|app.team metadata|none locality " +
  "locality|region locality|zone locality|sub_zone locality|none user_agent_name user_agent_version " +
  "user_agent_build_version|version|major_number user_agent_build_version|version|minor_number " +
  "user_agent_build_version|version user_agent_build_version|metadata|build.type user_agent_build_version|metadata " +
  "client_features listening_addresses dynamic_parameters none";

/** Paths of properties, all that Envoy knows and others, with `|` between the segments. */
export const propertyPaths: readonly string[] = [
  ..." |request request| request|| request|headers| plugin_name| plugin_name|| plugin_name|x none none|x wasm.mine".split(
    " ",
  ),
  ...under(
    "request",
    "path url_path host scheme method referer useragent time id protocol query duration size total_size headers_bytes none",
  ),
  ...under("request|headers", headers),
  ...under(
    "response",
    "code code_details flags grpc_status headers_bytes size total_size backend_latency none headers|set-cookie " +
      "headers|:status headers|none trailers|x-checksum trailers|none",
  ),
  ...["request|headers", "response|headers", "response|trailers", "response"],
  ...under("source", "address port none"),
  ...under("destination", "address port none"),
  ...under("connection", `id mtls requested_server_name transport_failure_reason termination_details none ${tls}`),
  ...under(
    "upstream",
    `address port local_address locality locality|region locality|none transport_failure_reason request_attempt_count none ` +
      `cx_pool_ready_duration num_endpoints ${tls}`,
  ),
  ...under("xds|node", node),
  ...under("xds", "cluster_name route_name virtual_host_name filter_chain_name listener_direction none"),
  ...["route", "virtual_host", "cluster", "listener", "upstream_host", "upstream_host_locality"].flatMap((of) => [
    `xds|${of}_metadata`,
    ...under(`xds|${of}_metadata`, metadata),
  ]),
  ...["metadata", ...under("metadata", metadata)],
  ..."xds source destination connection upstream filter_state upstream_filter_state".split(" "),
  ...["filter_state", "upstream_filter_state"].flatMap((state) =>
    under(
      state,
      "test.string none wasm.mine wasm.none envoy.network.transport_socket.original_dst_address " +
        "envoy.network.transport_socket.original_dst_address|ip envoy.network.transport_socket.original_dst_address|port " +
        "envoy.network.transport_socket.original_dst_address|none test.string|x",
    ),
  ),
  ..."plugin_name plugin_root_id plugin_vm_id connection_id mine mine|x deep|er deep".split(" "),
  ..."node node|id cluster_name route_name listener_direction request.path".split(" "),
];

function under(start: string, names: string): string[] {
  return names.split(" ").map((name) => `${start}|${name}`);
}
