import { setTimeout as sleep } from "node:timers/promises";
import { type Context, MeshWasmError, processContext } from "../core/index.ts";
import { type EnvoyAdmin, envoyAdmin } from "./admin.ts";
import { type HttpProxyOptions, httpBootstrap } from "./bootstrap.ts";
import type { Bootstrap } from "./bootstrap-types.ts";
import { dockerEngine } from "./docker/docker-engine.ts";
import type { Engine, EnvoyProcess, Exit } from "./envoy-process.ts";
import type { EnvoyLogs } from "./logs.ts";
import { nativeEngine } from "./native/native-engine.ts";
import { type PlacedModule, placeModules } from "./place-modules.ts";
import type { PluginOptions } from "./plugin.ts";
import { PluginDiscovery } from "./plugin-discovery.ts";
import { createRunDirectory, type RunDirectory } from "./run-directory.ts";
import { throwIfInterrupted } from "./run-program.ts";
import { startFailure } from "./start-failure.ts";
import { refuseTakenPorts } from "./taken-port.ts";

/** A proxy and how to run it. */
export interface StartOptions extends Partial<HttpProxyOptions> {
  /** `envoy`: a process of this machine. `docker`: a container. Default: `envoy`. */
  engine?: "envoy" | "docker";
  /** Version of Envoy, minor (`1.39`) or full. Default: the one that {@link findEnvoy} gives. */
  version?: string;
  /** Worker threads; each has VMs of its own. Default: 1, so that what a plugin remembers does not depend on chance. */
  concurrency?: number;
  /** Level of all loggers. Default: `info`. */
  logLevel?: string;
  /** Levels of single loggers, such as `wasm:trace,http:debug`. */
  componentLogLevel?: string;
  /** A configuration of one's own, instead of one made from the other options. Its admin address is replaced. */
  bootstrap?: Bootstrap;
  /** Further words on Envoy's command line. */
  args?: readonly string[];
  /** Make the plugins replaceable while Envoy runs ({@link RunningEnvoy.replacePlugin}). Default: false. */
  ecds?: boolean;
  /** Leave the run directory when Envoy has ended. Default: false. */
  keepRunDirectory?: boolean;
}

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

/**
 * Starts an Envoy and waits until it serves. It ends with {@link RunningEnvoy.stop}, when the context's signal is aborted,
 * and in any case when this process ends, however that happens.
 *
 * @throws MeshWasmError MW0520 to MW0530 when Envoy does not start, with Envoy's own words; MW0501 and following when there
 * is no Envoy; MW06xx when Docker fails.
 * @example
 * await using envoy = await startEnvoy({ plugins: [{ module: "build/canary.wasm" }] });
 * const response = await fetch(envoy.url);
 * console.log(response.status, await envoy.admin.stats("wasmcustom"));
 */
export async function startEnvoy(options: StartOptions, ctx: Context = processContext()): Promise<RunningEnvoy> {
  throwIfInterrupted(ctx);
  const run = await createRunDirectory(ctx);
  try {
    return await startIn(run, options, ctx);
  } catch (error) {
    if (!options.keepRunDirectory) await run.remove();
    throw error;
  }
}

/**
 * Lets Envoy check a configuration (`--mode validate`). It loads the modules, starts their VMs and configures their
 * plugins, and opens no port.
 *
 * @throws MeshWasmError as {@link startEnvoy} does.
 */
export async function validateBootstrap(options: StartOptions, ctx: Context = processContext()): Promise<void> {
  throwIfInterrupted(ctx);
  const run = await createRunDirectory(ctx);
  try {
    const engine = engineOf(options);
    const { placed, modules } = await placeModules(bootstrapOf(options), run, engine.seenAs(run));
    const process = await launch({ engine, run, bootstrap: placed, serves: false }, options, ctx);
    const exit = await process.exited;
    throwIfInterrupted(ctx);
    if (exit.code !== 0) throw await startFailure({ exit, lines: process.logs.lines(), modules });
  } finally {
    await run.remove();
  }
}

async function startIn(run: RunDirectory, options: StartOptions, ctx: Context): Promise<RunningEnvoy> {
  const engine = engineOf(options);
  const seenAs = engine.seenAs(run);
  const discovery = options.ecds ? new PluginDiscovery(run, seenAs) : undefined;
  const { placed, modules } = await placeModules(bootstrapOf(options), run, seenAs);
  const bootstrap = discovery ? await discovery.take(placed) : placed;
  await refuseTakenPorts(bootstrap);
  const process = await launch({ engine, run, bootstrap, serves: true }, options, ctx);
  try {
    const adminUrl = await ready(process, modules, ctx);
    await discovery?.started(process, adminUrl, modules);
    return await runningEnvoy({ process, adminUrl, run, bootstrap, discovery, options });
  } catch (error) {
    await process.stop();
    throw error;
  }
}

function engineOf({ engine }: StartOptions): Engine {
  return engine === "docker" ? dockerEngine : nativeEngine;
}

function bootstrapOf(options: StartOptions): Bootstrap {
  const admin = { address: { socket_address: { address: "127.0.0.1", port_value: 0 } } };
  if (options.bootstrap) {
    const node = { id: "mesh-wasm", cluster: "mesh-wasm", ...options.bootstrap.node };
    return { ...options.bootstrap, node, admin };
  }
  return httpBootstrap({ ...options, plugins: options.plugins ?? [] });
}

interface Launch {
  engine: Engine;
  run: RunDirectory;
  bootstrap: Bootstrap;
  serves: boolean;
}

/** Starts the process and ends it when the user interrupts. */
async function launch(
  { engine, run, bootstrap, serves }: Launch,
  options: StartOptions,
  ctx: Context,
): Promise<EnvoyProcess> {
  const args = [
    ...["--concurrency", String(options.concurrency ?? 1), "--log-level", options.logLevel ?? "info"],
    ...(options.componentLogLevel ? ["--component-log-level", options.componentLogLevel] : []),
    // Access logs are read line by line; Envoy's own 10 s are for disks.
    ...["--file-flush-interval-msec", "50"],
    ...(serves ? [] : ["--mode", "validate"]),
    ...(options.args ?? []),
  ];
  const keep = options.keepRunDirectory ?? false;
  const process = await engine.launch({ bootstrap, run, keep, serves, version: options.version, args }, ctx);
  const stop = (): void => void process.stop();
  ctx.signal.addEventListener("abort", stop);
  process.exited.finally(() => ctx.signal.removeEventListener("abort", stop));
  if (ctx.signal.aborted) stop();
  return process;
}

/** Waits for as long as the process lives. Resolves to the URL of the admin interface. */
async function ready(process: EnvoyProcess, modules: readonly PlacedModule[], ctx: Context): Promise<string> {
  let exit: Exit | undefined;
  process.exited.then((ended) => {
    exit = ended;
  });
  while (!exit) {
    const adminUrl = await process.adminUrl();
    const answers =
      adminUrl !== undefined &&
      (await envoyAdmin(adminUrl)
        .ready()
        .catch(() => false));
    if (answers) return adminUrl;
    await sleep(10);
  }
  throwIfInterrupted(ctx);
  throw await startFailure({ exit, lines: process.logs.lines(), modules });
}

interface Started {
  process: EnvoyProcess;
  adminUrl: string;
  run: RunDirectory;
  bootstrap: Bootstrap;
  discovery: PluginDiscovery | undefined;
  options: StartOptions;
}

async function runningEnvoy(started: Started): Promise<RunningEnvoy> {
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
