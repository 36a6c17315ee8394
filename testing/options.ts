import type { FailurePolicy, Node, RouteOptions } from "../envoy/index.ts";
import type { HostNames } from "../host/index.ts";
import type { ClusterSettings, MetadataInput } from "./cluster-settings.ts";
import type { EngineName, PluginKind } from "./engine.ts";
import type { LogLevel } from "./logs/log-book.ts";
import type { Upstream } from "./upstream/upstream.ts";

/** How a plugin uses its module. Names are those of `startEnvoy` in `mesh-wasm/envoy`. */
export interface PluginSettings {
  /** `http`: a filter of HTTP requests. `tcp`: a filter of TCP connections. `accessLog`: a logger of HTTP requests. Default: `http`. */
  kind?: PluginKind;
  /** Name in logs. Default: that of the filter, or the file's name without `.wasm`. */
  name?: string;
  /** Selects the root context of the module. Default: the one that the module registers; where there are several, `name`. */
  rootId?: string;
  /** Plugins with the same VM id, VM configuration and module share a VM. Default: `name`, with a hash of the environment variables where there are any. */
  vmId?: string;
  /** Plugin configuration: a string goes to the plugin as it is, anything else as JSON. */
  configuration?: unknown;
  /** VM configuration, likewise. */
  vmConfiguration?: unknown;
  environmentVariables?: Record<string, string>;
  /** What happens to requests after the module has trapped. Default: `FAIL_CLOSED`, 503 to all. */
  failurePolicy?: FailurePolicy;
  /** Lets a paused headers callback stay paused while body callbacks come. Default: false. */
  allowOnHeadersStopIteration?: boolean;
}

/** The proxy around the plugins. */
export interface ProxySettings {
  /** Default: the environment variable `MESH_WASM_ENGINE`, which `mesh-wasm test --engine` sets; else `host`. */
  engine?: EngineName;
  /** Version of Envoy, such as `1.38`; the host behaves like it. Default: `MESH_WASM_ENVOY`, else the engine's newest. */
  envoyVersion?: string;
  /** Where requests go. Default: an upstream that answers 200 without a body. */
  upstream?: Upstream;
  /** Clusters that routes name and that plugins call; the one of `upstream` is called `upstream`. */
  clusters?: Record<string, Upstream>;
  /** What is said of clusters beside where they lead, by name; `upstream` is that of the option `upstream`. */
  clusterSettings?: Record<string, ClusterSettings>;
  /** Envoy starts with none to a cluster that there is not, and nor does a test. Default: everything to `upstream`. */
  routes?: RouteOptions[];
  /** Worker threads; each has VMs of its own. Default: 1. */
  workers?: number;
  /** Who this Envoy says it is, for the properties `xds.node.*`. */
  node?: Node;
  /** Dynamic metadata that every request has before the first plugin sees it, by namespace, for the property `metadata`. */
  metadata?: MetadataInput;
  /**
   * Filter state that every request has before the first plugin sees it, strings by key, for the property `filter_state`. What
   * plugins set has keys with `wasm.`, and cannot be given: load a plugin that sets it with `loadChain`.
   */
  filterState?: Record<string, string>;
  /** Metadata of the listener, by namespace, for the property `xds.listener_metadata`. */
  listenerMetadata?: MetadataInput;
  /** How many bytes of a body are held back for a filter before the answer is 413 or 500. Default: Envoy's, 1 MiB. */
  bufferLimitBytes?: number;
  /** What plugins below this level log is dropped. Default: `info`. */
  logLevel?: LogLevel;
  /** When the clock starts; on the host only. Default there: 1 January 2030, 00:00 UTC. */
  now?: Date | number | string;
  /**
   * `auto`: while the test waits for something, time goes by as far as that needs. `manual`: it goes by with
   * `filter.clock.advance` only; on the host only. Default: `auto`.
   */
  clock?: "auto" | "manual";
  /** Seed of all random numbers; on the host only. Default there: 1. */
  seed?: number;
  /**
   * Addresses of host names that plugins look up, none for a name that nobody has; on the host only. Default: what is found where
   * the test runs.
   */
  dns?: HostNames;
  /** Record every callback and host call in `trace`. Default: false. */
  trace?: boolean;
  /**
   * Let a trap be a result (`exchange.trap`) instead of an error that ends the test, and likewise a plugin that the proxy serves
   * without since it has failed as it started. Default: false.
   */
  allowTraps?: boolean;
}

/** What {@link loadFilter} takes beside the module. */
export interface FilterOptions extends PluginSettings, ProxySettings {}

/** One of several plugins: its module, as {@link loadFilter} takes it, and its settings. */
export interface ChainPlugin extends PluginSettings {
  /** Name of a filter of the project, path of a `.wasm` file, or its bytes. */
  filter: string | Uint8Array;
}
