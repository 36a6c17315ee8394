import { setTimeout as sleep } from "node:timers/promises";
import { type Context, processContext } from "../core/index.ts";
import { envoyAdmin } from "./admin.ts";
import type { EnvoyProcess, Exit } from "./envoy-process.ts";
import { bootstrapOf, engineOf, launchEnvoy } from "./launch-envoy.ts";
import { type PlacedModule, placeModules } from "./place-modules.ts";
import { PluginDiscovery } from "./plugin-discovery.ts";
import { createRunDirectory, type RunDirectory } from "./run-directory.ts";
import { throwIfInterrupted } from "./run-program.ts";
import { type RunningEnvoy, runningEnvoy } from "./running-envoy.ts";
import { startFailure } from "./start-failure.ts";
import type { StartOptions } from "./start-options.ts";
import { refuseTakenPorts } from "./taken-port.ts";

/**
 * Starts an Envoy and waits until it serves. It ends with {@link RunningEnvoy.stop}, when the context's signal is aborted,
 * and in any case when this process ends, however that happens.
 *
 * @throws MeshWasmError MW0520 to MW0530 or MW0535 when Envoy does not start, with Envoy's own words; MW0501 and following when there
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

async function startIn(run: RunDirectory, options: StartOptions, ctx: Context): Promise<RunningEnvoy> {
  const engine = engineOf(options);
  const seenAs = engine.seenAs(run);
  const discovery = options.ecds ? new PluginDiscovery(run, seenAs) : undefined;
  const { placed, modules } = await placeModules(bootstrapOf(options), run, seenAs);
  const bootstrap = discovery ? await discovery.take(placed) : placed;
  await refuseTakenPorts(bootstrap);
  const process = await launchEnvoy({ engine, run, bootstrap, serves: true }, options, ctx);
  try {
    const adminUrl = await ready(process, modules, ctx);
    await discovery?.started(process, adminUrl, modules);
    return await runningEnvoy({ process, adminUrl, run, bootstrap, discovery, options });
  } catch (error) {
    await process.stop();
    throwIfInterrupted(ctx);
    throw error;
  }
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
