import type { ManifestDocument } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { clusterOfUrl } from "./cluster.ts";

/** A plugin whose module Envoy fetches itself, and the clusters that it needs for that. */
export interface FetchedModule {
  plugin: MeshPlugin;
  clusters: readonly ManifestDocument[];
  notes: readonly string[];
}

/** Adds the cluster of a web server, which has a name in our own configuration whether one was given or not. */
export function fetchedModule(plugin: MeshPlugin): FetchedModule {
  const { source } = plugin;
  if (source.kind !== "http") return { plugin, clusters: [], notes: [] };
  const name = source.cluster ?? "modules";
  return {
    plugin: { ...plugin, source: { ...source, cluster: name } },
    clusters: [clusterOfUrl(name, source.url)],
    notes: [
      "Envoy fetches the module itself, and calls that unstable: where you can, put it beside the proxy (--file).",
    ],
  };
}
