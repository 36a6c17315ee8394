import { MeshWasmError } from "../../core/index.ts";
import {
  type Address,
  envoyBootstrap,
  envoyFilter,
  extensionPolicy,
  istioManifest,
  type Manifest,
  type MeshPlugin,
  serviceDefaults,
} from "../../mesh/index.ts";
import type { ManifestTarget, PluginArguments } from "./options.ts";

/** The options of the targets beside those of the plugin. */
export interface TargetArguments extends Pick<PluginArguments, "istio"> {
  delivery: "ecds" | "insert";
  /** Service of Consul. */
  service?: string | undefined;
  /** `HOST:PORT` behind an Envoy of its own. */
  upstream?: string | undefined;
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
    case "envoy-gateway":
      return extensionPolicy(plugin);
    case "consul":
      return serviceDefaults(plugin, args.service === undefined ? {} : { service: args.service });
    case "envoy":
      return envoyBootstrap(plugin, args.upstream === undefined ? {} : { upstream: addressOf(args.upstream) });
  }
}

function addressOf(text: string): Address {
  const [, host, port] = /^\[?([^\]]+)\]?:(\d{1,5})$/.exec(text) ?? [];
  if (host !== undefined && Number(port) >= 1 && Number(port) <= 65535) return { host, port: Number(port) };
  throw new MeshWasmError("MW0103", `--upstream ${text} is not HOST:PORT`, { hint: "such as cart.shop:8080" });
}
