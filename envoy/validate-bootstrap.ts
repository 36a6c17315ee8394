import { type Context, processContext } from "../core/index.ts";
import { bootstrapOf, engineOf, launchEnvoy } from "./launch-envoy.ts";
import { placeModules } from "./place-modules.ts";
import { createRunDirectory } from "./run-directory.ts";
import { throwIfInterrupted } from "./run-program.ts";
import { startFailure } from "./start-failure.ts";
import type { StartOptions } from "./start-options.ts";

/**
 * Lets Envoy check a configuration (`--mode validate`). It loads the modules, starts their VMs and configures their
 * plugins, and opens no port.
 *
 * @throws MeshWasmError as `startEnvoy` does.
 */
export async function validateBootstrap(options: StartOptions, ctx: Context = processContext()): Promise<void> {
  throwIfInterrupted(ctx);
  const run = await createRunDirectory(ctx);
  try {
    const engine = engineOf(options);
    const { placed, modules } = await placeModules(bootstrapOf(options), run, engine.seenAs(run));
    const process = await launchEnvoy({ engine, run, bootstrap: placed, serves: false }, options, ctx);
    const exit = await process.exited;
    throwIfInterrupted(ctx);
    if (exit.code !== 0) throw await startFailure({ exit, lines: process.logs.lines(), modules });
  } finally {
    await run.remove();
  }
}
