import { nearest } from "../../core/index.ts";
import type { ProxySettings } from "../options.ts";
import type { Fault } from "./fault.ts";
import { choice } from "./schemas.ts";

/** The cluster of the option `upstream`. */
export const upstreamCluster = "upstream";

/**
 * What is said of clusters that there are not, or that contradicts what is said elsewhere. Envoy starts with no route to a cluster
 * that it does not know.
 */
export function clusterFault(settings: ProxySettings): Fault | undefined {
  const { clusters = {}, routes = [] } = settings;
  if (upstreamCluster in clusters) {
    const path = ["clusters", upstreamCluster];
    return { path, value: upstreamCluster, name: "unknown", hint: "it is the cluster of the option `upstream`" };
  }
  const names = [upstreamCluster, ...Object.keys(clusters)];
  for (const [index, { route = {} }] of routes.entries()) {
    const { cluster, weightedClusters = [] } = route;
    const path = ["routes", index, "route"];
    const hint = (name: string): string => `${choice(name, names)}; \`clusters\` has all that routes name`;
    const weighted = weightedClusters.findIndex(({ name }) => !names.includes(name));
    const { name = "" } = weightedClusters[weighted] ?? {};
    if (weighted >= 0) return { path: [...path, "weightedClusters", weighted, "name"], value: name, hint: hint(name) };
    if (cluster !== undefined && !names.includes(cluster)) {
      return { path: [...path, "cluster"], value: cluster, hint: hint(cluster) };
    }
  }
  return settingsFault(settings, names);
}

function settingsFault({ upstream, clusters = {}, clusterSettings = {} }: ProxySettings, names: readonly string[]) {
  for (const [name, { protocol }] of Object.entries(clusterSettings)) {
    const path = ["clusterSettings", name];
    if (!names.includes(name)) {
      const meant = nearest(name, names);
      const hint = meant === undefined ? `there are the clusters ${names.join(", ")}` : `did you mean ${meant}?`;
      return { path, value: name, name: "unknown", hint } as const;
    }
    const one = name === upstreamCluster ? upstream : clusters[name];
    const isServer = typeof one === "string" || (typeof one === "object" && "url" in one);
    if (!isServer || protocol === undefined) continue;
    const hint = "its server has its own: say it beside the URL, { url, http2: true }";
    return { path: [...path, "protocol"], value: protocol, hint };
  }
  return undefined;
}
