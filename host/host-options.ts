import type { HostNames } from "./dns/dns-resolver.ts";
import type { Route } from "./http/route-table.ts";
import type { Metadata, Node } from "./metadata.ts";
import type { ClusterOptions } from "./upstream/cluster.ts";
import type { LogLevel, LogLine, TraceEvent } from "./wasm/services.ts";
import type { Trap } from "./wasm/trap.ts";

/** The releases of Envoy whose behaviour the host has. */
export const envoyVersions = ["1.36", "1.37", "1.38", "1.39", "1.40"] as const;
export type EnvoyVersion = (typeof envoyVersions)[number];

/** One configured use of a module, as Envoy's `envoy.extensions.wasm.v3.PluginConfig`. */
export interface HostPlugin {
  /** The module's bytes. */
  module: Uint8Array;
  /** In logs. Default: empty. */
  name?: string | undefined;
  /** Selects the root context of the module. Default: `name`. */
  rootId?: string | undefined;
  /** Plugins with the same VM id, VM configuration and module share a VM. Default: empty. */
  vmId?: string | undefined;
  /** A string or bytes go to the plugin as they are, anything else as JSON. */
  configuration?: unknown;
  /** As `configuration`. */
  vmConfiguration?: unknown;
  /** What happens after a trap. Default: `FAIL_CLOSED`. */
  failurePolicy?: "FAIL_CLOSED" | "FAIL_OPEN" | "FAIL_RELOAD" | undefined;
  /** Envoy's old field: even the stream that traps goes on. */
  failOpen?: boolean | undefined;
  /** Milliseconds until a module that has trapped is loaded again, with `FAIL_RELOAD`. Default: 1000. */
  reloadBackoff?: number | undefined;
  /** Lets a paused headers callback stay paused while body callbacks come. */
  allowOnHeadersStopIteration?: boolean | undefined;
  environmentVariables?: Readonly<Record<string, string>> | undefined;
  /** The only host functions and callbacks that may be used. Default: all. */
  allowedCapabilities?: readonly string[] | undefined;
}

/** A proxy to be imitated. */
export interface HostOptions {
  /** HTTP filters in the order in which requests meet them. */
  plugins?: readonly HostPlugin[] | undefined;
  /** Network filters of TCP connections, in the order in which a client's bytes meet them. */
  tcpPlugins?: readonly HostPlugin[] | undefined;
  /** Access loggers. */
  accessLogPlugins?: readonly HostPlugin[] | undefined;
  /** Stats sinks: they run on the main thread alone, and are told of the metrics that plugins have defined. */
  statsSinkPlugins?: readonly HostPlugin[] | undefined;
  /** Milliseconds from one time that stats sinks are told to the next. Default: 5000. */
  statsFlushInterval?: number | undefined;
  /** Default: `1.40`. */
  envoyVersion?: EnvoyVersion | undefined;
  /** Number of worker threads. Default: 1. */
  workers?: number | undefined;
  /** Tried in order. Default: all to the first cluster; without one, 200 with the body `ok`. */
  routes?: readonly Route[] | undefined;
  clusters?: readonly ClusterOptions[] | undefined;
  /**
   * Addresses of host names, for `envoy_resolve_dns`. Names that are not listed are looked up where the host runs, in a browser
   * in vain. Default: none.
   */
  dns?: HostNames | undefined;
  /** Bytes of a body that filters can hold back. Default: 1 MiB. */
  bufferLimit?: number | undefined;
  node?: Node | undefined;
  /** What other filters have said of every stream before the first plugin sees it. */
  dynamicMetadata?: Metadata | undefined;
  /**
   * Strings that other filters have set as filter state, by key: of every stream of HTTP before the first plugin sees it. Keys of
   * plugins begin with `wasm.`, and are theirs.
   */
  filterState?: Readonly<Record<string, string>> | undefined;
  /** Of the listener. */
  listenerMetadata?: Metadata | undefined;
  /** Level of the log. Default: `info`. */
  logLevel?: LogLevel | undefined;
  /** Milliseconds since 1970 at which time begins. Default: now. */
  now?: number | undefined;
  /** Begins a sequence of random numbers that is the same each time. Default: 1. */
  seed?: number | undefined;
  /** How many turns of loops a callback may take before it counts as hung, and traps. Default: 500 million. */
  loopLimit?: number | undefined;
  onLog?: ((line: LogLine) => void) | undefined;
  /** Told of every callback and host call. */
  onTrace?: ((event: TraceEvent) => void) | undefined;
  onTrap?: ((trap: Trap, thread: string) => void) | undefined;
  /** Told of every VM that is made, before anything runs in it. */
  onVm?: ((vm: HostVm) => void) | undefined;
}

/** A VM: a module, and the memory in which it runs. */
export interface HostVm {
  /** The module's bytes. */
  module: Uint8Array;
  /** Undefined for a module without. */
  memory: WebAssembly.Memory | undefined;
}
