import type { Manifest, ManifestDocument } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { refuseFields, refuseReload } from "../refused-fields.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { wasmExtensions } from "./wasm-extensions.ts";

/** What Consul's configuration entries depend on. */
export interface ConsulOptions {
  /** The service whose sidecars run the plugin. Without one all sidecars do. */
  service?: string;
}

/**
 * Consul's configuration entry with the plugin as extension `builtin/wasm`: `service-defaults` of a service, or `proxy-defaults`
 * for all. `jsonText` writes it as `consul config write` reads it.
 *
 * @throws MeshWasmError MW0901 for what Consul cannot express, such as an image
 * @example
 * serviceDefaults(plugin, { service: "cart" }).documents[0].Kind; // "service-defaults"
 */
export function serviceDefaults(plugin: MeshPlugin, { service }: ConsulOptions = {}): Manifest {
  refuse(plugin);
  const protocol = protocolOf(plugin);
  const all = { Meta: plugin.labels, EnvoyExtensions: wasmExtensions(plugin, protocol) };
  return service === undefined
    ? { documents: [proxyDefaults(plugin, protocol, all)], notes: notesOf(plugin, protocol, "proxy-defaults") }
    : {
        documents: [
          withoutUndefined({
            Kind: "service-defaults",
            Name: service,
            Namespace: plugin.namespace,
            Protocol: protocol,
            ...all,
          }),
        ],
        notes: notesOf(plugin, protocol, "service-defaults"),
      };
}

/** There is one for all, of this name. */
function proxyDefaults(plugin: MeshPlugin, protocol: string, all: ManifestDocument): ManifestDocument {
  refuseFields("proxy-defaults", plugin, ["namespace"], "name the service, too, for an entry in its namespace");
  return withoutUndefined({ Kind: "proxy-defaults", Name: "global", Config: { protocol }, ...all });
}

/** The extension's own word for what kind of filter it is; it is left out where the service's differs. */
function protocolOf({ type }: MeshPlugin): "http" | "tcp" {
  return type === "network" ? "tcp" : "http";
}

function refuse(plugin: MeshPlugin): void {
  const resource = "builtin/wasm of Consul";
  refuseFields(resource, plugin, ["selector", "targetRefs"], "name the service instead");
  refuseFields(resource, plugin, ["ports"], "choose the traffic with --direction");
  refuseFields(
    resource,
    plugin,
    ["phase", "priority"],
    "extensions run in their order in EnvoyExtensions, before the router",
  );
  refuseFields(resource, plugin, ["annotations"], "use labels, which become the entry's Meta");
  refuseFields(resource, plugin, ["allowOnHeadersStopIteration"], "leave it out, or use a plain Envoy");
  refuseReload("builtin/wasm of Consul knows Required", plugin);
}

function notesOf(plugin: MeshPlugin, protocol: string, kind: string): string[] {
  const notes = [
    `\`consul config write\` replaces the whole entry: take over what ${kind} has already.`,
    `The extension runs where the protocol of the service is ${protocol}, and is left out of others, such as http2 and grpc.`,
  ];
  if (plugin.source.kind === "http") {
    notes.push(`The sidecar fetches the module itself: the service ${plugin.source.cluster} must be its upstream.`);
  }
  return notes;
}
