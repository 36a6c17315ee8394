import type { SpawnOptions } from "node:child_process";
import { type Context, MeshWasmError } from "../core/index.ts";

/** How a program ended and what it printed. */
export interface ProgramResult {
  /** Exit status; `null` when a signal ended it. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** How to run a program to its end. */
export interface RunOptions {
  /** Environment variables over those of the context. */
  env?: Readonly<Record<string, string>>;
  /** Ends the program when it runs longer than this. Default: never. */
  timeoutMs?: number;
}

/** A program that ignores the request to end is killed after this long. */
const killAfterMs = 2000;

/**
 * Runs a program to its end without input and collects what it prints. When the context's signal is aborted, the program
 * is ended first.
 *
 * @throws the error of the operating system (`ENOENT`, `EACCES`, ...) when the program cannot be started.
 * @throws MeshWasmError MW0002 when interrupted.
 */
export async function runProgram(
  ctx: Context,
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<ProgramResult> {
  throwIfInterrupted(ctx);
  const spawnOptions: SpawnOptions = {
    cwd: ctx.cwd,
    env: { ...ctx.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  };
  const child = ctx.spawn(command, args, spawnOptions);
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });

  let killTimer: NodeJS.Timeout | undefined;
  function end(): void {
    child.kill("SIGTERM");
    killTimer ??= setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  }
  const timeout = options.timeoutMs === undefined ? undefined : setTimeout(end, options.timeoutMs);
  ctx.signal.addEventListener("abort", end);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    throwIfInterrupted(ctx);
    return { exitCode, stdout, stderr };
  } finally {
    ctx.signal.removeEventListener("abort", end);
    clearTimeout(timeout);
    clearTimeout(killTimer);
  }
}

/** @throws MeshWasmError MW0002 when the user has asked to stop. */
export function throwIfInterrupted(ctx: Context): void {
  if (ctx.signal.aborted) throw new MeshWasmError("MW0002", "stopped before it was done");
}
