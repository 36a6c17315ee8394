/** What the host is known to do otherwise than Envoy, and why: by area, then by scenario. The tests fail when one is gone. */
export const knownDifferences: Record<string, Record<string, string>> = {};

/** Callbacks that no scenario runs. */
export const unseenCallbacks: Record<string, string> = {
  envoy_on_stats_update: "only a stats sink calls it, and the host has none",
};
