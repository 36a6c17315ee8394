import type { ByteString } from "../bytes.ts";
import type { DnsResolver } from "../dns/dns-resolver.ts";
import type { EventLoop } from "../event-loop.ts";
import type { HostVm } from "../host-options.ts";
import type { MetricStore } from "../shared/metrics.ts";
import type { SharedData } from "../shared/shared-data.ts";
import type { SharedQueues } from "../shared/shared-queues.ts";
import type { Trap } from "./trap.ts";

/** Levels of the log: `proxy_log_level_t`. */
export const logLevels = ["trace", "debug", "info", "warn", "error", "critical"] as const;
export type LogLevel = (typeof logLevels)[number];

/** What Envoy or a plugin has logged. */
export interface LogLine {
  level: LogLevel;
  message: ByteString;
  /** Name of the thread: `main` or `worker 0`. */
  thread: string;
  /** Name, root id and VM id of the plugin, as Envoy's prefix has them; empty for most of Envoy's own lines. */
  plugin: string;
  /** Whether a plugin says it, not Envoy itself. */
  byPlugin: boolean;
}

/** A callback or host call, or its return. */
export interface TraceEvent {
  thread: string;
  /** `callback`: the host calls the module. `host call`: the module calls the host. */
  kind: "callback" | "host call";
  /** Name of the export, or module and name of the import: `env.proxy_log`. */
  name: string;
  /** Undefined for the return. */
  args?: readonly (number | bigint)[];
  /** Undefined at the call, and where nothing is returned. */
  result?: number | bigint | undefined;
}

/** What all VMs of a proxy share. */
export interface Services {
  /** The release that is imitated: 40 for Envoy 1.40. */
  envoyMinor: number;
  loop: EventLoop;
  /** Nanoseconds since 1970. */
  now(): bigint;
  /** Nanoseconds of a clock that never goes back. */
  monotonic(): bigint;
  /** Fills with random bytes. */
  random(bytes: Uint8Array): void;
  /** How many turns of loops a callback may take before it counts as hung. */
  loopLimit: number;
  logLevel: LogLevel;
  log(line: LogLine): void;
  sharedData: SharedData;
  sharedQueues: SharedQueues;
  metrics: MetricStore;
  dns: DnsResolver;
  /** Told of every callback and host call; VMs made while it is undefined cost nothing for it. */
  trace: ((event: TraceEvent) => void) | undefined;
  /** Told of every VM, before anything runs in it. */
  made(vm: HostVm): void;
  /** Told of every trap. */
  trapped(trap: Trap, thread: string): void;
}
