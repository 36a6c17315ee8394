import { MeshWasmError } from "../../core/index.ts";
import { configurationText } from "../configuration-text.ts";
import type { ManifestDocument } from "../manifest.ts";
import type { Direction, MeshPlugin } from "../mesh-plugin.ts";
import { withoutUndefined } from "../without-undefined.ts";

const listeners = {
  client: ["outbound"],
  server: ["inbound"],
  both: ["inbound", "outbound"],
} as const satisfies Record<Direction, readonly string[]>;

/**
 * Consul's `builtin/wasm`, once for each kind of listener: an extension has one.
 *
 * @throws MeshWasmError MW0901 for an image, and a web server that is no service of Consul
 */
export function wasmExtensions(plugin: MeshPlugin, protocol: "http" | "tcp"): ManifestDocument[] {
  return listeners[plugin.direction ?? "server"].map((listener) => ({
    Name: "builtin/wasm",
    // What is required and fails refuses requests
    Required: plugin.failStrategy === "close",
    Arguments: {
      Protocol: protocol,
      ListenerType: listener,
      ProxyType: "connect-proxy",
      PluginConfig: pluginConfigOf(plugin),
    },
  }));
}

function pluginConfigOf(plugin: MeshPlugin): ManifestDocument {
  return withoutUndefined({
    Name: plugin.name,
    RootID: plugin.rootId,
    Configuration: plugin.configuration === undefined ? undefined : configurationText(plugin.configuration),
    VmConfig: withoutUndefined({
      VmID: plugin.vmId,
      Runtime: "v8",
      Code: codeOf(plugin),
      Configuration: plugin.vmConfiguration === undefined ? undefined : configurationText(plugin.vmConfiguration),
      EnvironmentVariables: environmentOf(plugin),
    }),
    CapabilityRestrictionConfiguration: plugin.allowedCapabilities && {
      AllowedCapabilities: Object.fromEntries(plugin.allowedCapabilities.map((name) => [name, {}])),
    },
  });
}

function environmentOf({ environment, hostEnvironment }: MeshPlugin): ManifestDocument | undefined {
  if (!environment && !hostEnvironment) return undefined;
  return withoutUndefined({ HostEnvKeys: hostEnvironment, KeyValues: environment });
}

function codeOf({ source, rootId }: MeshPlugin): ManifestDocument {
  if (source.kind === "file") return { Local: { Filename: source.path } };
  if (source.kind === "image") {
    throw new MeshWasmError("MW0901", "Consul's sidecars fetch no images", {
      hint: `take the module out with \`mesh-wasm pull ${source.repository}@${source.digest} --output ${rootId}.wasm\`, then put it beside the sidecars (--file) or serve it (--url)`,
    });
  }
  if (source.cluster === undefined) {
    throw new MeshWasmError("MW0901", "a sidecar of Consul fetches a module through a service, and none is named", {
      hint: "name the service of the web server with --fetch-cluster",
    });
  }
  return {
    Remote: {
      HttpURI: { Service: { Name: source.cluster }, URI: source.url, Timeout: "30s" },
      SHA256: source.sha256,
      RetryPolicy: { NumRetries: 3 },
    },
  };
}
