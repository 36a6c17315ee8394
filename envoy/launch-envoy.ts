import type { Context } from "../core/index.ts";
import { httpBootstrap } from "./bootstrap.ts";
import type { Bootstrap } from "./bootstrap-types.ts";
import { dockerEngine } from "./docker/docker-engine.ts";
import type { Engine, EnvoyProcess } from "./envoy-process.ts";
import { nativeEngine } from "./native/native-engine.ts";
import type { RunDirectory } from "./run-directory.ts";
import type { StartOptions } from "./start-options.ts";

/** The engine that the options choose. */
export function engineOf({ engine }: StartOptions): Engine {
  return engine === "docker" ? dockerEngine : nativeEngine;
}

/** The configuration that the options describe or bring along. */
export function bootstrapOf(options: StartOptions): Bootstrap {
  const admin = { address: { socket_address: { address: "127.0.0.1", port_value: 0 } } };
  if (options.bootstrap) {
    const node = { id: "mesh-wasm", cluster: "mesh-wasm", ...options.bootstrap.node };
    return { ...options.bootstrap, node, admin };
  }
  return httpBootstrap({ ...options, plugins: options.plugins ?? [] });
}

/** What is started, how and where. */
export interface Launch {
  engine: Engine;
  run: RunDirectory;
  bootstrap: Bootstrap;
  serves: boolean;
}

/** Starts the process and ends it when the user interrupts. */
export async function launchEnvoy(
  { engine, run, bootstrap, serves }: Launch,
  options: StartOptions,
  ctx: Context,
): Promise<EnvoyProcess> {
  const own = options.args ?? [];
  const args = [...defaultsBeside(own, options), ...(serves ? [] : ["--mode", "validate"]), ...own];
  const keep = options.keepRunDirectory ?? false;
  const process = await engine.launch({ bootstrap, run, keep, serves, version: options.version, args }, ctx);
  const stop = (): void => void process.stop();
  ctx.signal.addEventListener("abort", stop);
  process.exited.finally(() => ctx.signal.removeEventListener("abort", stop));
  if (ctx.signal.aborted) stop();
  return process;
}

/** The words for Envoy's command line that other options give, without those that `own` sets itself: Envoy takes none twice. */
function defaultsBeside(own: readonly string[], options: StartOptions): string[] {
  const defaults: Record<string, string | undefined> = {
    "--concurrency": String(options.concurrency ?? 1),
    "--log-level": options.logLevel ?? "info",
    "--component-log-level": options.componentLogLevel,
    // Access logs are read line by line; Envoy's own 10 s are for disks.
    "--file-flush-interval-msec": "50",
  };
  return Object.entries(defaults).flatMap(([name, value]) => {
    return own.includes(name) || value === undefined ? [] : [name, value];
  });
}
