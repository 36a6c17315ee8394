import type { Cluster, HttpFilter, Listener, TypedConfig } from "../../../envoy/index.ts";
import type { ClusterSettings, MetadataInput } from "../../cluster-settings.ts";
import type { ProxyPlan } from "../../engine.ts";
import { extension } from "./extension.ts";

// What a test says of a stream that its plugins read as properties, in Envoy's own words.

/** Has Envoy's own filters say it, before the first plugin sees the stream. */
export function addGivenProperties(manager: TypedConfig, { metadata = {}, filterState }: ProxyPlan): void {
  const entries = Object.entries(metadata).map(([namespace, value]) => ({ metadata_namespace: namespace, value }));
  const objects = Object.entries(filterState).map(([key, text]) => ({
    object_key: key,
    factory_key: "envoy.string",
    // A percent sign begins a command of Envoy's formats
    format_string: { text_format_source: { inline_string: text.replaceAll("%", "%%") } },
  }));
  const filters = [
    ...(entries.length > 0 ? [extension(setMetadata, { metadata: entries })] : []),
    ...(objects.length > 0 ? [extension(setFilterState, { on_request_headers: objects })] : []),
  ];
  manager["http_filters"] = [...filters, ...((manager["http_filters"] ?? []) as HttpFilter[])];
}

const setMetadata = "envoy.extensions.filters.http.set_metadata.v3.Config";
const setFilterState = "envoy.extensions.filters.http.set_filter_state.v3.Config";

export function withListenerMetadata(listener: Listener, metadata: MetadataInput | undefined): Listener {
  return metadata ? { ...listener, metadata: { filter_metadata: metadata } } : listener;
}

export function withClusterMetadata(cluster: Cluster, { metadata, hostMetadata }: ClusterSettings): Cluster {
  const one = metadata ? { ...cluster, metadata: { filter_metadata: metadata } } : cluster;
  const { load_assignment: assignment } = one;
  if (!hostMetadata || !assignment) return one;
  const endpoints = assignment.endpoints?.map((locality) => ({
    ...locality,
    lb_endpoints:
      locality.lb_endpoints?.map((host) => ({ ...host, metadata: { filter_metadata: hostMetadata } })) ?? [],
  }));
  return { ...one, load_assignment: { ...assignment, endpoints: endpoints ?? [] } };
}
