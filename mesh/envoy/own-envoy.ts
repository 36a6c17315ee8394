import { MeshWasmError } from "../../core/index.ts";
import type { ManifestDocument } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { type Address, socketAddress } from "./address.ts";
import { cluster } from "./cluster.ts";
import { discoveredFilter, discoveryFile } from "./discovered-filter.ts";
import { fetchedModule } from "./fetched-module.ts";
import { pluginListener } from "./plugin-listener.ts";
import { wasmFilter } from "./wasm-filter.ts";

/** What the configuration of an Envoy depends on. */
export interface EnvoyOptions {
  /** Gets what passes the plugin. Without one Envoy answers requests itself. */
  upstream?: Address;
  /** Port of the admin interface, which listens on 127.0.0.1. Default 9901. */
  adminPort?: number;
  /** Absolute path of a file that Envoy reads the plugin from, so that it changes without a restart (ECDS). */
  discoveryPath?: string;
}

/** An Envoy that runs nothing but the plugin. */
export interface OwnEnvoy {
  listeners: readonly ManifestDocument[];
  clusters: readonly ManifestDocument[];
  /** What Envoy reads the plugin from, where it does not stand in the listeners. */
  discovery: ManifestDocument | undefined;
  notes: readonly string[];
}

/** Where the listener is when the plugin does not say. */
const defaultPorts: readonly number[] = [10000];
/** The port of the admin interface when nobody says. */
export const defaultAdminPort = 9901;

/** The ports on which an Envoy of one's own runs the plugin. */
export function portsOf({ ports }: MeshPlugin): readonly number[] {
  return ports?.length ? ports : defaultPorts;
}

/**
 * What such an Envoy is made of.
 *
 * @throws MeshWasmError MW0901 for an image, and a filter of connections that go nowhere
 */
export function ownEnvoy(given: MeshPlugin, { upstream, discoveryPath }: EnvoyOptions): OwnEnvoy {
  const type = given.type ?? "http";
  if (type === "network" && upstream === undefined) {
    throw new MeshWasmError("MW0901", "a filter of connections needs somewhere for them to go", {
      hint: "name it with --upstream",
    });
  }
  const { plugin, clusters, notes } = fetchedModule(given);
  const filter =
    discoveryPath === undefined
      ? { name: plugin.name, typed_config: wasmFilter(plugin, "envoy") }
      : discoveredFilter(plugin, discoveryPath);
  const listener = { type, upstream: upstream && "upstream" };
  return {
    listeners: portsOf(plugin).map((port) => pluginListener(filter, { ...listener, port })),
    clusters: [...(upstream ? [cluster("upstream", upstream)] : []), ...clusters],
    discovery: discoveryPath === undefined ? undefined : discoveryFile(plugin),
    notes,
  };
}

/** Envoy's whole configuration, of these parts. */
export function bootstrapDocument(
  { listeners, clusters }: Pick<OwnEnvoy, "listeners" | "clusters">,
  adminPort: number,
) {
  return {
    node: { id: "mesh-wasm", cluster: "mesh-wasm" },
    admin: { address: socketAddress({ host: "127.0.0.1", port: adminPort }) },
    static_resources: { listeners, clusters },
  };
}
