/** What the host is known to do otherwise than Envoy, and why: by area, then by scenario. The tests fail when one is gone. */
export const knownDifferences: Record<string, Record<string, string>> = {
  "foreign-functions": {
    "the filter state of a connection chooses its cluster": "the host does not read envoy.tcp_proxy.cluster",
    "a host name is resolved": "the host resolves no names: envoy_resolve_dns is Unimplemented",
  },
};

/** Callbacks that no scenario runs. */
export const unseenCallbacks: Record<string, string> = {
  envoy_on_resolve_dns: "the host resolves no names",
  envoy_on_stats_update: "only a stats sink calls it, and the host has none",
};
