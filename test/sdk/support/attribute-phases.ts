/** Phases of an HTTP stream with a body and trailers, in order. */
export const phases = [
  "requestHeaders",
  "requestBody",
  "responseHeaders",
  "responseBody",
  "responseTrailers",
  "log",
  "done",
  "delete",
];
const fromBody = phases.slice(1);
const fromResponse = phases.slice(2);

/** When Envoy has which attribute. */
export const availability: [names: string, phases: string[]][] = [
  ["request.time request.protocol request.size request.total_size request.headers", phases],
  ["response.flags response.size response.total_size response.headers response.trailers", phases],
  ["source.address source.port destination.address destination.port", phases],
  ["connection.id connection.mtls connection.requested_server_name connection.tls_version", phases],
  ["connection.subject_local_certificate connection.subject_peer_certificate", phases],
  ["connection.dns_san_local_certificate connection.dns_san_peer_certificate", phases],
  ["connection.uri_san_local_certificate connection.uri_san_peer_certificate", phases],
  ["connection.sha256_peer_certificate_digest", phases],
  ["upstream.num_endpoints upstream.request_attempt_count metadata", phases],
  ["xds.node xds.cluster_name xds.cluster_metadata xds.listener_direction xds.listener_metadata", phases],
  ["xds.route_name xds.route_metadata xds.virtual_host_name xds.virtual_host_metadata", phases],
  ["xds.filter_chain_name plugin_name plugin_root_id plugin_vm_id", phases],
  ["request.path request.url_path request.query request.host request.scheme request.method", ["requestHeaders", "log"]],
  ["request.id request.useragent request.referer", ["requestHeaders", "log"]],
  ["upstream.address upstream.port upstream.locality upstream.transport_failure_reason", fromBody],
  ["xds.upstream_host_metadata xds.upstream_host_locality_metadata", fromBody],
  ["response.code response.code_details response.grpc_status", fromResponse],
  ["upstream.local_address upstream.cx_pool_ready_duration upstream.tls_version", fromResponse],
  ["upstream.subject_local_certificate upstream.subject_peer_certificate", fromResponse],
  ["upstream.dns_san_local_certificate upstream.dns_san_peer_certificate", fromResponse],
  ["upstream.uri_san_local_certificate upstream.uri_san_peer_certificate", fromResponse],
  ["upstream.sha256_peer_certificate_digest", fromResponse],
  ["response.backend_latency", phases.slice(4)],
  ["request.duration", phases.slice(5)],
  ["connection.transport_failure_reason connection.termination_details", []],
  // Given in parts only
  ["filter_state upstream_filter_state", []],
  // None of these is an attribute of Wasm, or none any more
  ["connection.ja3_fingerprint connection.ja4_fingerprint node.id cluster_name route_name listener_direction", []],
];

/** Attributes that Envoy 1.36 does not have. */
export const newer: [names: string, phases: string[]][] = [
  ["request.headers_bytes response.headers_bytes connection.peer_certificate", phases],
  ["upstream.peer_certificate", fromResponse],
];

/** Values of one phase, and the status of each attribute in it. */
export interface Phase {
  values: Record<string, string | number>;
  known: Record<string, number>;
}

/** What a plugin logged of its phases, by phase. */
export function phasesIn(lines: readonly string[], plugin: string): Record<string, Phase> {
  const found: Record<string, Phase> = {};
  for (const line of lines) {
    const [, name, what, phase = "", rest = ""] = /wasm log (\S+) .*?: (seen|known) (\w+) (.*)/.exec(line) ?? [];
    if (name !== plugin) continue;
    const entry = found[phase] ?? { values: {}, known: {} };
    if (what === "seen") entry.values = JSON.parse(rest);
    else entry.known = Object.fromEntries(rest.split(" ").map(statusOf));
    found[phase] = entry;
  }
  return found;
}

/** `name=1` */
function statusOf(pair: string): [name: string, status: number] {
  const [name = "", status] = pair.split("=");
  return [name, Number(status)];
}
