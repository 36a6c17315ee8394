import {
  type Filter,
  type HttpFilter,
  httpBootstrap,
  type Listener,
  type PluginOptions,
  type RouteOptions,
  wasmHttpFilter,
  wasmPluginConfig,
} from "../../../envoy/index.ts";
import { accessLogPlugins, httpPlugins, type Plugin, tcpPlugins } from "../scenario/defaults.ts";
import type { Scenario } from "../scenario/schema.ts";

/** The fields of the access log that are compared. */
export const accessLogFields = [
  "%RESPONSE_CODE%",
  "%RESPONSE_CODE_DETAILS%",
  "%RESPONSE_FLAGS%",
  "%ROUTE_NAME%",
  "%BYTES_RECEIVED%",
  "%BYTES_SENT%",
  "%PROTOCOL%",
].join(" ");

/** Places a module for Envoy and answers its path. */
export type PlaceModule = (wasm: Uint8Array) => string;

/** The listener of a scenario. Its name tells its metrics and lines of the access log from those of others. */
export function listenerFor(scenario: Scenario, name: string, place: PlaceModule): Listener {
  const address = { socket_address: { address: "127.0.0.1", port_value: 0 } };
  const limit = scenario.bufferLimit;
  return {
    name,
    address,
    ...(limit === undefined ? {} : { per_connection_buffer_limit_bytes: limit }),
    // Connections go to the workers by turns
    ...(scenario.workers ? { connection_balance_config: { exact_balance: {} } } : {}),
    filter_chains: [
      { filters: scenario.tcpPlugins ? tcpFilters(scenario, name, place) : [manager(scenario, name, place)] },
    ],
  };
}

function manager(scenario: Scenario, name: string, place: PlaceModule): Filter {
  const routes = (scenario.routes as RouteOptions[] | undefined) ?? [{ route: { cluster: "upstream" } }];
  const accessLog = `${name} ${accessLogFields}`;
  const { static_resources } = httpBootstrap({ plugins: [], routes, accessLog });
  const filter = static_resources?.listeners?.[0]?.filter_chains?.[0]?.filters?.[0];
  const config = filter?.typed_config;
  if (!filter || !config) throw new Error("there is no connection manager");
  const { http_filters: filters, access_log: log } = config as unknown as {
    http_filters: HttpFilter[];
    access_log: object[];
  };
  const wasm = httpPlugins(scenario).map((plugin) => {
    const made = wasmHttpFilter(optionsOf(plugin, place));
    addTo(made.typed_config?.["config"], plugin);
    return made;
  });
  return {
    ...filter,
    typed_config: {
      ...config,
      stat_prefix: name,
      http_filters: [...wasm, ...filters],
      access_log: [...log, ...accessLogPlugins(scenario).map((plugin) => accessLogger(plugin, place))],
      http2_protocol_options: { allow_metadata: true },
    },
  };
}

function tcpFilters(scenario: Scenario, name: string, place: PlaceModule): Filter[] {
  const wasm = tcpPlugins(scenario).map((plugin) =>
    extension("envoy.extensions.filters.network.wasm.v3.Wasm", { config: configOf(plugin, place) }),
  );
  return [
    ...wasm,
    extension("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", { stat_prefix: name, cluster: "tcp" }),
  ];
}

/** A stats sink, which is no part of a listener. */
export function statsSink(plugin: Plugin, place: PlaceModule): object {
  return extension("envoy.extensions.stat_sinks.wasm.v3.Wasm", { config: configOf(plugin, place) });
}

function accessLogger(plugin: Plugin, place: PlaceModule): object {
  return extension("envoy.extensions.access_loggers.wasm.v3.WasmAccessLog", { config: configOf(plugin, place) });
}

function extension(type: string, config: object): Filter {
  return { name: type, typed_config: { "@type": `type.googleapis.com/${type}`, ...config } };
}

function configOf(plugin: Plugin, place: PlaceModule): object {
  const config = wasmPluginConfig(optionsOf(plugin, place));
  addTo(config, plugin);
  return config;
}

/** What only scenarios set. */
function addTo(config: unknown, { capabilities, failOpen }: Plugin): void {
  if (failOpen) Object.assign(config as object, { fail_open: true });
  if (!capabilities) return;
  const allowed = Object.fromEntries(capabilities.map((name) => [name, {}]));
  Object.assign(config as object, { capability_restriction_config: { allowed_capabilities: allowed } });
}

function optionsOf(plugin: Plugin, place: PlaceModule): PluginOptions {
  const { name, rootId, vmId, configuration, vmConfiguration, environment, failurePolicy } = plugin;
  const { allowOnHeadersStopIteration } = plugin;
  return {
    module: place(plugin.wasm),
    name,
    rootId,
    vmId,
    ...(configuration === undefined ? {} : { configuration }),
    ...(vmConfiguration === undefined ? {} : { vmConfiguration }),
    ...(environment === undefined ? {} : { environmentVariables: environment }),
    ...(failurePolicy === undefined ? {} : { failurePolicy }),
    ...(allowOnHeadersStopIteration === undefined ? {} : { allowOnHeadersStopIteration }),
  };
}
