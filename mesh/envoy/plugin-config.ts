import { MeshWasmError } from "../../core/index.ts";
import { configurationText } from "../configuration-text.ts";
import type { ManifestDocument } from "../manifest.ts";
import type { FailStrategy, MeshPlugin } from "../mesh-plugin.ts";
import { withoutUndefined } from "../without-undefined.ts";

const policies = {
  close: "FAIL_CLOSED",
  open: "FAIL_OPEN",
  reload: "FAIL_RELOAD",
} as const satisfies Record<FailStrategy, string>;

/** Who fetches a module that does not lie beside the proxy: Envoy, or Istio's agent on its behalf. */
export type Fetcher = "envoy" | "agent";

/**
 * Envoy's `envoy.extensions.wasm.v3.PluginConfig`.
 *
 * @throws MeshWasmError MW0901 for an image, or a server without a cluster, that Envoy is to fetch itself
 */
export function pluginConfig(plugin: MeshPlugin, fetcher: Fetcher): ManifestDocument {
  return withoutUndefined({
    name: plugin.name,
    root_id: plugin.rootId,
    configuration: plugin.configuration === undefined ? undefined : stringValue(plugin.configuration),
    failure_policy: policies[plugin.failStrategy],
    capability_restriction_config: plugin.allowedCapabilities && {
      allowed_capabilities: Object.fromEntries(plugin.allowedCapabilities.map((name) => [name, {}])),
    },
    allow_on_headers_stop_iteration: plugin.allowOnHeadersStopIteration,
    vm_config: withoutUndefined({
      vm_id: plugin.vmId,
      runtime: "envoy.wasm.runtime.v8",
      code: codeOf(plugin, fetcher),
      configuration: plugin.vmConfiguration === undefined ? undefined : stringValue(plugin.vmConfiguration),
      environment_variables: environmentOf(plugin),
    }),
  });
}

/** Bytes go to the plugin as they are in a StringValue; a Struct would lose the order and the size of numbers. */
function stringValue(value: unknown): ManifestDocument {
  return { "@type": "type.googleapis.com/google.protobuf.StringValue", value: configurationText(value) };
}

function environmentOf({ environment, hostEnvironment }: MeshPlugin): ManifestDocument | undefined {
  if (!environment && !hostEnvironment) return undefined;
  return withoutUndefined({ host_env_keys: hostEnvironment, key_values: environment });
}

function codeOf({ source }: MeshPlugin, fetcher: Fetcher): ManifestDocument {
  if (source.kind === "file") return { local: { filename: source.path } };
  // Istio's agent fetches by itself, and looks at no cluster; the field must be there
  if (source.kind === "image") {
    if (fetcher === "envoy") {
      throw new MeshWasmError("MW0901", "Envoy itself does not fetch images", {
        hint: "put the module onto a web server (--url) or beside the proxy (--file)",
      });
    }
    const [, hash] = source.digest.split(":");
    return remote(`oci://${source.repository}@${source.digest}`, "_", hash);
  }
  if (fetcher === "agent") return remote(source.url, source.cluster ?? "_", source.sha256);
  if (source.cluster === undefined) {
    throw new MeshWasmError("MW0901", "Envoy fetches a module through a cluster, and none is named", {
      hint: "name the cluster of the web server with --fetch-cluster",
    });
  }
  return remote(source.url, source.cluster, source.sha256);
}

function remote(uri: string, cluster: string, sha256: string | undefined): ManifestDocument {
  return { remote: { http_uri: { uri, cluster, timeout: "30s" }, sha256, retry_policy: { num_retries: 3 } } };
}
