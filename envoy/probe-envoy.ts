import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import type { Context } from "../core/index.ts";
import { versionInOutput } from "./envoy-version.ts";
import { probeConfig } from "./probe-config.ts";
import { type ProgramResult, runProgram } from "./run-program.ts";

/** What came out of trying a binary. */
export type EnvoyProbe =
  | { usable: true; version: string }
  /** `problem` continues a sentence that begins with the path: `is not executable`. */
  | { usable: false; problem: string; details: readonly string[] };

/** Longer than any Envoy needs, even from a cold disk; a stranger called `envoy` may wait for ever. */
const timeoutMs = 60_000;

/** Binaries that were usable, by path and the state of the file: one process tries each of them once. */
const usableVersions = new Map<string, string>();

/**
 * Tries whether a file is an Envoy that runs Wasm: asks for its version and has it validate a configuration with a
 * module, a tenth of a second together. An Envoy built without V8 still names the runtime in its strings, so nothing
 * less than loading a module tells.
 *
 * @throws MeshWasmError MW0002 when interrupted.
 */
export async function probeEnvoy(ctx: Context, path: string): Promise<EnvoyProbe> {
  const file = await stat(path).catch(() => undefined);
  if (!file) return unusable("does not exist");
  if (!file.isFile()) return unusable("is not a file");
  if (!(await isExecutable(path))) return unusable("is not executable");
  const key = [path, file.dev, file.ino, file.size, file.mtimeMs].join("\n");
  const version = usableVersions.get(key);
  if (version !== undefined) return { usable: true, version };
  const probe = await tryEnvoy(ctx, path);
  if (probe.usable) usableVersions.set(key, probe.version);
  return probe;
}

/** Whether this user may execute the file. */
export async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function tryEnvoy(ctx: Context, path: string): Promise<EnvoyProbe> {
  const asked = await attempt(ctx, path, ["--version"]);
  if (asked instanceof Error) return unusable("does not start", [asked.message]);
  const version = versionInOutput(asked.stdout);
  if (version === undefined) {
    const problem = asked.exitCode === 0 ? "is not an Envoy: --version prints something else" : "does not run here";
    return unusable(problem, linesOf(asked));
  }
  const validated = await attempt(ctx, path, ["--mode", "validate", "-l", "warning", "--config-yaml", probeConfig]);
  if (validated instanceof Error) return unusable("does not start", [validated.message]);
  if (validated.exitCode === 0) return { usable: true, version };
  return unusable(`is Envoy ${version}, but runs no Wasm modules`, linesOf(validated));
}

async function attempt(ctx: Context, path: string, args: readonly string[]): Promise<ProgramResult | Error> {
  try {
    return await runProgram(ctx, path, args, { timeoutMs });
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return error;
    throw error;
  }
}

function unusable(problem: string, details: readonly string[] = []): EnvoyProbe {
  return { usable: false, problem, details };
}

function linesOf({ stdout, stderr }: ProgramResult): string[] {
  const lines = `${stdout}\n${stderr}`.split("\n").map((line) => line.trimEnd());
  return lines.filter((line) => line !== "").slice(-5);
}
