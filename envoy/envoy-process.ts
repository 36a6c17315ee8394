import type { Context } from "../core/index.ts";
import type { Bootstrap } from "./bootstrap-types.ts";
import type { LogCollector } from "./logs.ts";
import type { RunDirectory } from "./run-directory.ts";

/** How a process has ended: by itself with a code, or by a signal. */
export interface Exit {
  code: number | null;
  signal: string | null;
}

/** A way of running Envoy. */
export interface Engine {
  /** The run directory as this Envoy sees it. */
  seenAs(run: RunDirectory): string;
  /** Starts Envoy on a configuration. Resolves when the process runs; it may end any time after. */
  launch(order: LaunchOrder, ctx: Context): Promise<EnvoyProcess>;
}

export interface LaunchOrder {
  bootstrap: Bootstrap;
  run: RunDirectory;
  /** Leave the run directory when this process dies. */
  keep: boolean;
  /** Version of Envoy, such as `1.40.0`, where the user asks for one. */
  version: string | undefined;
  /** Whether Envoy is to serve, or only to look at the configuration. */
  serves: boolean;
  /** Further words on Envoy's command line. */
  args: readonly string[];
}

/** An Envoy under way. */
export interface EnvoyProcess {
  /** What Envoy logs. */
  readonly logs: LogCollector;
  /** What Envoy prints beside its log: access logs. */
  readonly output: LogCollector;
  /** Resolves when Envoy has ended and all of its output is in. */
  readonly exited: Promise<Exit>;
  /** Where the admin interface answers, or undefined as long as it does not. */
  adminUrl(): Promise<string | undefined>;
  /** Where this machine reaches what Envoy listens on. */
  urlOf(address: string, port: number): string;
  /** Ends Envoy, if it has not ended. */
  stop(): Promise<void>;
}
