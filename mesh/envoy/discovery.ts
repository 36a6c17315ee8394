import type { Manifest } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { refuseFields } from "../refused-fields.ts";
import { discoveredFilter, discoveryFile, discoveryNote } from "./discovered-filter.ts";
import { refusePlacement } from "./refuse-placement.ts";

/** Where Envoy reads a plugin from. */
export interface DiscoveryOptions {
  /** Absolute path where Envoy runs. */
  path: string;
}

/**
 * A plugin for an Envoy whose configuration is there already: the filter to be put into it, and the file that it is read from,
 * which can change without a restart (ECDS).
 *
 * @throws MeshWasmError MW0901 for an image, for a web server without a cluster, and for what only a control plane knows
 * @example
 * const { documents } = envoyDiscovery(plugin, { path: "/etc/envoy/canary.yaml" });
 * documents[0].config_discovery.config_source.path_config_source.path; // "/etc/envoy/canary.yaml"
 */
export function envoyDiscovery(plugin: MeshPlugin, { path }: DiscoveryOptions): Manifest {
  refusePlacement("Envoy's own configuration", plugin);
  const others = ["namespace", "labels", "annotations", "ports"] as const;
  refuseFields("a filter of Envoy's", plugin, others, "the listeners that it is put into decide");
  const before =
    plugin.type === "network" ? "filters, before envoy.filters.network.tcp_proxy" : "http_filters, before the router";
  return {
    documents: [discoveredFilter(plugin, path), discoveryFile(plugin)],
    files: ["filter.yaml", "discovery.yaml"],
    notes: [`The first document goes into ${before}.`, discoveryNote(path)],
  };
}
