/** What the host is known to do otherwise than Envoy, and why: by area, then by scenario. The tests fail when one is gone. */
export const knownDifferences: Record<string, Record<string, string>> = {
  "access-log": {
    "a logger traps with FAIL_RELOAD": "the host does not load an access logger's VM again",
  },
  chains: {
    "both plugins hold the headers of the response":
      "Envoy hands the held body on as soon as the first plugin continues",
  },
  "timers-and-queues": {
    "a call when the plugin is configured is answered in each of its VMs":
      "the call is over before Envoy's upstream counts, so that Envoy's recording lacks it",
  },
  traps: {
    "a plugin that traps when its context is made":
      "Envoy takes the configuration and answers 503, the host refuses it",
    "a plugin refuses its configuration in a VM that it shares":
      "Envoy takes the configuration when the VM already runs, the host refuses it",
  },
};
