import type { CatalogueEntry } from "./entry.ts";

/** 05xx: Envoy. */
export const envoyErrors = {
  MW0520: {
    title: "Envoy ended before it was ready",
    cause:
      "The process ended while it started, for a reason that mesh-wasm does not know better than Envoy's last words.",
    fix: "Read Envoy's words above; `--log-level debug` makes it say more.",
    exitCode: 4,
  },
  MW0521: {
    title: "The port is taken",
    cause: "Another process already listens where the proxy should.",
    fix: "Stop the other process, choose another port, or port 0 for any free one.",
    exitCode: 4,
  },
  MW0522: {
    title: "Envoy refuses its configuration",
    cause:
      "A part of the configuration is unknown to this version of Envoy, has a wrong value, or names something that is not there.",
    fix: "Correct the part that Envoy names.",
    exitCode: 3,
  },
  MW0523: {
    title: "The module imports what Envoy does not offer",
    cause: "Envoy links a module only when it knows every imported function, with the same parameters.",
    fix: "Build the module with mesh-wasm, which leaves no import like `env.abort` behind, and check that your Envoy is new enough for the function.",
    exitCode: 3,
  },
  MW0524: {
    title: "Envoy cannot load the module",
    cause:
      "The file is not a Proxy-Wasm module: it is no WebAssembly, names no ABI version, has no allocator, or a callback has wrong parameters.",
    fix: "Build the module with mesh-wasm; `mesh-wasm inspect` shows what a file holds.",
    exitCode: 3,
  },
  MW0525: {
    title: "The plugin refuses its configuration",
    cause: "The module's configure callback answered false. At start Envoy then ends, whatever the failure policy is.",
    fix: "Correct the plugin configuration; what the plugin logged says which part is wrong.",
    exitCode: 3,
  },
  MW0526: {
    title: "The plugin refuses to start",
    cause:
      "The module's VM start callback answered false, often because of its VM configuration or because it does not know the root id.",
    fix: "Check the root id and the VM configuration of the plugin.",
    exitCode: 3,
  },
  MW0527: {
    title: "The plugin traps while it starts",
    cause: "The module ran into an error, such as a failed assertion, before it had served a request.",
    fix: "Look at the backtrace above: its first line is where the module trapped.",
    exitCode: 1,
  },
  MW0528: {
    title: "Envoy crashed while it loaded a module",
    cause:
      "A module whose start section calls the host ends the whole process. AssemblyScript puts top-level code there unless told otherwise.",
    fix: "Build the module with mesh-wasm, or with `--exportStart _initialize`.",
    exitCode: 3,
  },
  MW0529: {
    title: "The proxy is described wrongly",
    cause: "A plugin, cluster or route has a value that no configuration of Envoy can be made from.",
    fix: "Correct the value that the message names.",
    exitCode: 3,
  },
  MW0530: {
    title: "The module cannot be read",
    cause: "There is no readable file at the path of a plugin's module.",
    fix: "Build the module first, or correct the path.",
    exitCode: 3,
  },
  MW0531: {
    title: "Envoy refuses the new plugin",
    cause: "The running Envoy could not take over the changed plugin. The previous one keeps serving.",
    fix: "Correct what Envoy names and replace the plugin again.",
    exitCode: 1,
  },
  MW0532: {
    title: "This plugin cannot be replaced",
    cause:
      "Only plugins that Envoy discovers (ECDS) can change while it runs, each under the name that it started with.",
    fix: "Start Envoy with `ecds: true` and use the name of one of its plugins.",
    exitCode: 2,
  },
  MW0533: {
    title: "Envoy's admin interface refuses",
    cause: "The admin interface answered with an error, or did not answer because Envoy has ended.",
    fix: "Read Envoy's words above.",
    exitCode: 1,
  },
  MW0534: {
    title: "Envoy has ended",
    cause: "The process ended while something was still expected of it.",
    fix: "Read Envoy's last words above.",
    exitCode: 1,
  },
} as const satisfies Record<string, CatalogueEntry>;
