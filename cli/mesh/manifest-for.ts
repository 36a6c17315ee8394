import { envoyFilter, istioManifest, type Manifest, type MeshPlugin } from "../../mesh/index.ts";
import type { ManifestTarget, PluginArguments } from "./options.ts";

/** The options of the targets beside those of the plugin. */
export interface TargetArguments extends Pick<PluginArguments, "istio"> {
  delivery: "ecds" | "insert";
}

/**
 * The manifest of a target for a plugin.
 *
 * @throws MeshWasmError MW0901 for what the target has no field for, MW0903, MW0904
 */
export function manifestFor(target: ManifestTarget, plugin: MeshPlugin, args: TargetArguments): Manifest {
  switch (target) {
    case "istio":
      return istioManifest(plugin, args.istio === undefined ? {} : { version: args.istio });
    case "istio-envoyfilter":
      return envoyFilter(plugin, args.delivery);
  }
}
