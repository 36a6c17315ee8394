import { spawn } from "node:child_process";
import type { Context } from "../../core/index.ts";
import { type Bootstrap, type RunningEnvoy, startEnvoy } from "../../envoy/index.ts";
import { type CpuClock, workerClock } from "./worker-cpu.ts";

/** An Envoy with one worker, and the CPU time of that worker. */
export interface BenchEnvoy extends AsyncDisposable {
  version: string;
  /** CPU time of the worker so far, in nanoseconds. */
  clock: CpuClock;
  /** The port of a listener. */
  portOf(listener: string): number;
  /** @throws Error with what Envoy has logged about Wasm or Lua since it started, if anything */
  checkLog(): void;
}

/** Starts the Envoy that `mesh-wasm run` would. */
export async function startBenchEnvoy(ctx: Context, bootstrap: Bootstrap): Promise<BenchEnvoy> {
  let pid = 0;
  const observed: Context = {
    ...ctx,
    spawn(command, args, options) {
      const child = spawn(command, args, options);
      pid = child.pid ?? 0; // Envoy is the last program that is started
      return child;
    },
  };
  const envoy = await startEnvoy({ bootstrap, concurrency: 1, logLevel: "warning" }, observed);
  try {
    return benchEnvoy(envoy, await workerClock(pid));
  } catch (error) {
    await envoy.stop();
    throw error;
  }
}

function benchEnvoy(envoy: RunningEnvoy, clock: CpuClock): BenchEnvoy {
  return {
    version: envoy.version,
    clock,
    portOf: (listener) => Number(new URL(envoy.urls[listener] ?? "").port),
    checkLog() {
      const lines = envoy.logs.lines().filter((line) => /\]\[(?:wasm|lua)\]/.test(line));
      if (lines.length > 0) throw new Error(`Envoy has logged:\n${lines.slice(0, 10).join("\n")}`);
    },
    [Symbol.asyncDispose]: () => envoy.stop(),
  };
}
