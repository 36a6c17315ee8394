import { MeshWasmError } from "../core/index.ts";
import { type EnvoyAdmin, envoyAdmin } from "./admin.ts";
import type { Bootstrap } from "./bootstrap-types.ts";
import type { EnvoyProcess, Exit } from "./envoy-process.ts";
import type { EnvoyLogs } from "./logs.ts";
import type { PluginOptions } from "./plugin.ts";
import type { PluginDiscovery } from "./plugin-discovery.ts";
import type { RunDirectory } from "./run-directory.ts";
import type { StartOptions } from "./start-options.ts";

/** An Envoy that serves. */
export interface RunningEnvoy extends AsyncDisposable {
  readonly engine: "envoy" | "docker";
  /** Such as `1.40.0`. */
  readonly version: string;
  /** Where the first listener is reached, such as `http://127.0.0.1:10000`; empty when there is no listener. */
  readonly url: string;
  /** Where each listener is reached, by the listener's name. */
  readonly urls: Readonly<Record<string, string>>;
  readonly adminUrl: string;
  readonly admin: EnvoyAdmin;
  /** What Envoy and its plugins log. */
  readonly logs: EnvoyLogs;
  /** Access logs, as far as they go to the output of Envoy. */
  readonly accessLog: EnvoyLogs;
  /** Configuration, logs and modules of this run. Removed when Envoy has stopped, unless it is to be kept. */
  readonly runDirectory: string;
  /** Resolves when Envoy has ended, for whatever reason. */
  readonly exited: Promise<Exit>;
  /**
   * Puts another module or configuration in the place of a plugin, without losing a connection. Resolves when Envoy serves
   * it. Envoy must have been started with `ecds: true`.
   *
   * @throws MeshWasmError MW0531, or the code of the cause where it is known (MW0522 to MW0530), when Envoy refuses; the
   * previous plugin then keeps serving. MW0532 when there is no such plugin to replace. MW0533 when Envoy has ended.
   */
  replacePlugin(name: string, plugin: PluginOptions): Promise<void>;
  /** Ends Envoy. Later calls do nothing. */
  stop(): Promise<void>;
}

/** What a {@link RunningEnvoy} is made from. */
export interface Started {
  process: EnvoyProcess;
  adminUrl: string;
  run: RunDirectory;
  bootstrap: Bootstrap;
  discovery: PluginDiscovery | undefined;
  options: StartOptions;
}

/** Looks up where a started Envoy is reached. */
export async function runningEnvoy(started: Started): Promise<RunningEnvoy> {
  const { process, adminUrl, run, bootstrap, discovery, options } = started;
  const admin = envoyAdmin(adminUrl);
  const listeners = await admin.listeners();
  const { version } = await admin.serverInfo();
  const urls = Object.fromEntries(listeners.map(({ name, address, port }) => [name, process.urlOf(address, port)]));
  const first = bootstrap.static_resources?.listeners?.[0]?.name;
  const exited = process.exited.then(async (exit) => {
    if (!options.keepRunDirectory) await run.remove();
    return exit;
  });
  async function stop(): Promise<void> {
    await process.stop();
    await exited;
  }
  return {
    engine: options.engine ?? "envoy",
    version,
    url: (first === undefined ? Object.values(urls)[0] : urls[first]) ?? "",
    urls,
    adminUrl,
    admin,
    logs: process.logs,
    accessLog: process.output,
    runDirectory: run.path,
    exited,
    async replacePlugin(name, plugin) {
      if (!discovery) throw new MeshWasmError("MW0532", `plugin "${name}" is a static part of the configuration`);
      await discovery.replace(process, adminUrl, name, plugin);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
