import { createRequire } from "node:module";
import { resolve } from "node:path";
import { coverageVariable } from "../../testing/coverage/vm-counts.ts";
import { manifestVariable } from "../../testing/modules/manifest.ts";
import type { Project } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";
import type { TestOptions } from "./run-tests.ts";
import { fileWords, reportersOf } from "./test-options.ts";
import type { TestRun, TestTarget, WatchOrder } from "./test-run.ts";
import { coverageDirOf } from "./test-targets.ts";

/** A vitest at work. */
export interface VitestProcess {
  /** With its exit status; null where a signal ended it. */
  ended: Promise<number | null>;
  /** Goes on after files have changed; in watch mode only. */
  order(order: WatchOrder): void;
}

/** What vitest is to do. */
export function testRunOf(cwd: string, project: Project, options: TestOptions, resultFile: string): TestRun {
  const { testNamePattern, update, watch, coverage, force, outputFile } = options;
  return {
    projectDir: project.directory,
    files: fileWords(cwd, options),
    testNamePattern,
    update,
    watch,
    reporters: reportersOf(options),
    outputFile: outputFile === undefined ? undefined : resolve(cwd, outputFile),
    resultFile,
    coverage,
    force,
  };
}

/** What tests find in their environment. */
export function testEnvironment(
  project: Project,
  { coverage }: TestOptions,
  { engine, envoyVersion }: TestTarget,
  manifest: string,
): Record<string, string> {
  return {
    [manifestVariable]: manifest,
    MESH_WASM_ENGINE: engine,
    ...(envoyVersion === undefined ? {} : { MESH_WASM_ENVOY: envoyVersion }),
    ...(coverage ? { [coverageVariable]: coverageDirOf(project) } : {}),
  };
}

/**
 * Runs vitest in a process of its own, with its output on this one's.
 *
 * @param changed Called with files that it has seen change; it does nothing about them until it gets an order.
 */
export function startVitest(
  ctx: CommandContext,
  run: TestRun,
  env: Record<string, string>,
  changed: (paths: readonly string[]) => void = () => {},
): VitestProcess {
  // Node 20 runs no TypeScript, so the runner is the built file also where this one runs from source
  const runner = createRequire(import.meta.url).resolve("#vitest-runner");
  const colours = ctx.style.color.isColorSupported
    ? { FORCE_COLOR: "1", NO_COLOR: undefined }
    : { NO_COLOR: "1", FORCE_COLOR: undefined };
  const child = ctx.spawn(process.execPath, [runner, JSON.stringify(run)], {
    cwd: run.projectDir,
    env: { ...ctx.env, ...colours, ...env },
    stdio: run.watch ? ["inherit", "inherit", "inherit", "ipc"] : ["ignore", "pipe", "pipe"],
  });
  child.stdout?.on("data", (text: Buffer) => {
    if (!ctx.global.json) ctx.stdout.write(String(text));
  });
  child.stderr?.on("data", (text: Buffer) => {
    if (!ctx.global.json) ctx.stderr.write(String(text));
  });
  child.on("message", (paths) => changed(paths as string[]));
  ctx.signal.addEventListener("abort", () => child.kill("SIGINT"));
  return {
    ended: new Promise((resolve, reject) => child.once("close", (status) => resolve(status)).once("error", reject)),
    order(order) {
      if (child.connected) child.send(order);
    },
  };
}
