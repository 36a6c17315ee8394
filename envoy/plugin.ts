import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { HttpFilter, StringValue, WasmPluginConfig } from "./bootstrap-types.ts";

/**
 * What happens to requests after the module has trapped. Envoy's default is `FAIL_CLOSED`: 503 for the trapping request
 * and for every later one on that worker. `FAIL_OPEN`: later requests pass without the filter. `FAIL_RELOAD`: Envoy
 * makes a new VM after a pause of about a second.
 */
export const failurePolicies = ["FAIL_CLOSED", "FAIL_OPEN", "FAIL_RELOAD"] as const;
export type FailurePolicy = (typeof failurePolicies)[number];

/** One configured use of a module. */
export interface PluginOptions {
  /** Path of the `.wasm` file. */
  module: string;
  /** Name in Envoy's configuration, logs and metrics; must differ among the plugins of one proxy. Default: the file's name without `.wasm`. */
  name?: string;
  /** Selects the root context of the module. Default: `name`. */
  rootId?: string;
  /**
   * Name of the VM: plugins with the same VM id, VM configuration and code share a VM, and all plugins with the same VM id
   * share their shared data and queues. Default: the file's name without `.wasm`, with a hash of `environmentVariables`
   * where there are any, because Envoy does not count those when it looks for a VM to share (envoyproxy/envoy#40881).
   */
  vmId?: string;
  /** Plugin configuration: a string goes to the plugin as it is, anything else as JSON. */
  configuration?: unknown;
  /** VM configuration: a string goes to the plugin as it is, anything else as JSON. */
  vmConfiguration?: unknown;
  /** Default: Envoy's, which is `FAIL_CLOSED`. */
  failurePolicy?: FailurePolicy;
  /** Lets a paused request or response header callback stay paused while body callbacks come. Default: Envoy's, which is false. */
  allowOnHeadersStopIteration?: boolean;
  /** What the plugin sees as its environment. */
  environmentVariables?: Record<string, string>;
}

/** The plugin with the names that its module's path gives by default. */
export function withNames<T extends PluginOptions>(plugin: T): T & { name: string; rootId: string; vmId: string } {
  const file = basename(plugin.module).replace(/\.wasm$/, "");
  const name = plugin.name ?? file;
  return { ...plugin, name, rootId: plugin.rootId ?? name, vmId: plugin.vmId ?? defaultVmId(file, plugin) };
}

/**
 * The plugin as Envoy's `envoy.extensions.wasm.v3.PluginConfig`, for a configuration of one's own: network filters, access
 * loggers and Wasm services take the same message.
 */
export function wasmPluginConfig(plugin: PluginOptions): WasmPluginConfig {
  const { name, rootId, vmId } = withNames(plugin);
  const variables = plugin.environmentVariables;
  return {
    name,
    root_id: rootId,
    ...(plugin.configuration === undefined ? {} : { configuration: stringValue(plugin.configuration) }),
    ...(plugin.failurePolicy === undefined ? {} : { failure_policy: plugin.failurePolicy }),
    ...(plugin.allowOnHeadersStopIteration === undefined
      ? {}
      : { allow_on_headers_stop_iteration: plugin.allowOnHeadersStopIteration }),
    vm_config: {
      vm_id: vmId,
      runtime: "envoy.wasm.runtime.v8",
      code: { local: { filename: plugin.module } },
      ...(plugin.vmConfiguration === undefined ? {} : { configuration: stringValue(plugin.vmConfiguration) }),
      ...(variables && Object.keys(variables).length > 0 ? { environment_variables: { key_values: variables } } : {}),
    },
  };
}

/** The plugin as an HTTP filter of Envoy's HTTP connection manager. */
export function wasmHttpFilter(plugin: PluginOptions): HttpFilter {
  const config = wasmPluginConfig(plugin);
  return { name: config.name, typed_config: { "@type": wasmFilterType, config } };
}

/** The type URL of Envoy's Wasm HTTP filter. */
export const wasmFilterType = "type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm";

/** Always a StringValue: what is in a google.protobuf.Struct reaches the plugin as binary protobuf instead of JSON. */
function stringValue(value: unknown): StringValue {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return { "@type": "type.googleapis.com/google.protobuf.StringValue", value: text };
}

function defaultVmId(file: string, plugin: PluginOptions): string {
  const variables = Object.entries(plugin.environmentVariables ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (variables.length === 0) return file;
  const hash = createHash("sha256").update(JSON.stringify(variables)).digest("hex");
  return `${file}-${hash.slice(0, 8)}`;
}
