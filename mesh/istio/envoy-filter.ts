import { MeshWasmError } from "../../core/index.ts";
import { wasmFilter, wasmFilterTypes } from "../envoy/wasm-filter.ts";
import { metadataOf } from "../kubernetes/metadata.ts";
import type { Manifest, ManifestDocument } from "../manifest.ts";
import type { Direction, MeshPlugin } from "../mesh-plugin.ts";
import { refuseFields } from "../refused-fields.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { refuseTwoBindings } from "./refuse-two-bindings.ts";

const contexts = {
  client: "SIDECAR_OUTBOUND",
  server: "SIDECAR_INBOUND",
  both: "ANY",
} as const satisfies Record<Direction, string>;

const kinds = {
  http: {
    applyTo: "HTTP_FILTER",
    manager: "envoy.filters.network.http_connection_manager",
    last: "envoy.filters.http.router",
  },
  network: {
    applyTo: "NETWORK_FILTER",
    manager: undefined,
    last: "envoy.filters.network.tcp_proxy",
  },
} as const;

/** How the configuration gets into the listener. */
export type EnvoyFilterDelivery = "ecds" | "insert";

/**
 * Istio's `EnvoyFilter`, for what `WasmPlugin` has no field for. By `ecds` the configuration comes apart from the listener, and
 * Istio's agent fetches the module, from a registry, too; by `insert` it stands in the listener, and Envoy fetches it itself.
 *
 * @throws MeshWasmError MW0901 for what EnvoyFilter, or this kind of delivery, cannot express
 * @example
 * envoyFilter({ ...plugin, vmId: "shared" }).documents[0].kind; // "EnvoyFilter"
 */
export function envoyFilter(plugin: MeshPlugin, delivery: EnvoyFilterDelivery = "ecds"): Manifest {
  refuseFields("EnvoyFilter", plugin, ["priority"], "the order among EnvoyFilters is that of their own priority");
  refuseTwoBindings(plugin);
  const patches = delivery === "ecds" ? ecdsPatches(plugin) : insertPatch(plugin, insertedFilter(plugin));
  const document: ManifestDocument = {
    apiVersion: "networking.istio.io/v1alpha3",
    kind: "EnvoyFilter",
    metadata: metadataOf(plugin),
    spec: withoutUndefined({
      workloadSelector: plugin.selector && { labels: plugin.selector },
      targetRefs: plugin.targetRefs,
      configPatches: patches,
    }),
  };
  return { documents: [document], notes: notesOf(plugin) };
}

function ecdsPatches(plugin: MeshPlugin): ManifestDocument[] {
  const name = resourceName(plugin);
  const discovery = {
    name,
    config_discovery: {
      // Istio's agent fetches the module first; until it has it the listener waits
      config_source: { ads: {}, initial_fetch_timeout: "0s" },
      type_urls: [wasmFilterTypes[plugin.type ?? "http"]],
    },
  };
  const extension = {
    applyTo: "EXTENSION_CONFIG",
    match: { context: "ANY" },
    patch: { operation: "ADD", value: { name, typed_config: wasmFilter(plugin, "agent") } },
  };
  return [...insertPatch(plugin, discovery), extension];
}

function insertedFilter(plugin: MeshPlugin): ManifestDocument {
  if (plugin.source.kind === "image") {
    throw new MeshWasmError("MW0901", "Envoy itself does not fetch images, and so a plain insert cannot name one", {
      hint: "leave out --delivery insert, so that Istio's agent fetches it",
    });
  }
  return { name: resourceName(plugin), typed_config: wasmFilter(plugin, "agent") };
}

/** One patch for each port, one where there are none. */
function insertPatch(plugin: MeshPlugin, value: ManifestDocument): ManifestDocument[] {
  const { applyTo, manager, last } = kinds[plugin.type ?? "http"];
  // Guards run before all others, so that no filter acts upon what they would have refused
  const isFirst = plugin.phase === "authn" || plugin.phase === "authz";
  const filter = manager
    ? withoutUndefined({ name: manager, subFilter: isFirst ? undefined : { name: last } })
    : { name: last };
  const ports: readonly (number | undefined)[] = plugin.ports?.length ? plugin.ports : [undefined];
  return ports.map((portNumber) => ({
    applyTo,
    match: {
      context: contexts[plugin.direction ?? "both"],
      listener: withoutUndefined({ portNumber, filterChain: { filter } }),
    },
    patch: { operation: isFirst ? "INSERT_FIRST" : "INSERT_BEFORE", value },
  }));
}

function resourceName({ name, namespace }: MeshPlugin): string {
  return namespace ? `${namespace}.${name}` : name;
}

function notesOf(plugin: MeshPlugin): string[] {
  const notes = ["EnvoyFilter reaches into Envoy's own configuration: look at it again with every upgrade of Istio."];
  if (plugin.phase) {
    notes.push(
      plugin.phase === "stats"
        ? "EnvoyFilter has no phases: the filter stands last, before the router."
        : "EnvoyFilter has no phases: the filter stands first, before Istio's own filters.",
    );
  }
  return notes;
}
