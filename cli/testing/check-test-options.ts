import { access, constants } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { MeshWasmError, makeFolder, writeFault } from "../../core/index.ts";
import { findOrInstallEnvoy } from "../../envoy/index.ts";
import { likeEnvoy } from "../../testing/engines/host/like-envoy.ts";
import type { Project } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";
import type { TestOptions } from "./run-tests.ts";
import { targetsOf } from "./test-targets.ts";

/** Refuses options that go not together. */
export function checkOptions(ctx: CommandContext, options: TestOptions): void {
  const { watch, engine, coverage, outputFile, reporter, testNamePattern, envoy } = options;
  if (envoy !== undefined && targetsOf(options).length === 0) {
    throw new MeshWasmError("MW0105", `--envoy does not take "${envoy}"`, { hint: "name versions: 1.38,1.40" });
  }
  if (testNamePattern !== undefined) checkPattern(testNamePattern);
  if (outputFile !== undefined && reporter === undefined) {
    throw new MeshWasmError("MW0103", "--output-file is for the report of a reporter, and none is named", {
      hint: "name it: --reporter default,junit",
    });
  }
  if (watch && coverage) {
    throw new MeshWasmError("MW0106", "--watch goes on for ever, --coverage makes its report at the end");
  }
  if (watch && ctx.global.json) {
    throw new MeshWasmError("MW0106", "--watch goes on for ever, --json prints one document at the end");
  }
  if (coverage && engine !== "host") {
    throw new MeshWasmError(
      "MW0106",
      `--coverage reads the memory of modules, which the engine ${engine} does not show`,
      {
        hint: "leave --engine away",
      },
    );
  }
}

function checkPattern(pattern: string): void {
  try {
    new RegExp(pattern);
  } catch (error) {
    throw new MeshWasmError("MW0105", `--test-name-pattern does not take "${pattern}"`, {
      details: [(error as Error).message],
      hint: "put a \\ before what is meant as it stands, such as \\[ or \\(",
      cause: error,
    });
  }
}

/**
 * Makes the folders of reports, before there is something to report.
 *
 * @throws MeshWasmError MW0108 where one cannot be written to.
 */
export async function checkReportFiles(cwd: string, { html, outputFile }: TestOptions): Promise<void> {
  for (const given of [html, outputFile]) {
    if (given === undefined) continue;
    const file = resolve(cwd, given);
    try {
      await makeFolder(dirname(file));
      await access(dirname(file), constants.W_OK);
    } catch (error) {
      throw writeFault(error, file);
    }
  }
}

/** The project has to bring vitest. */
export function checkVitest({ directory }: Project): void {
  try {
    createRequire(join(directory, "package.json")).resolve("vitest/node");
  } catch (error) {
    throw new MeshWasmError("MW0417", `there is no vitest in ${directory}`, { cause: error });
  }
}

/** Versions that there are not are told before anything is built; Envoys that there are not yet are installed. */
export async function checkVersions(ctx: CommandContext, options: TestOptions): Promise<void> {
  for (const { engine, envoyVersion: version } of targetsOf({ ...options, mode: "release" })) {
    if (version === undefined) continue;
    if (engine === "envoy") await findOrInstallEnvoy(ctx, { version });
    else if (engine === "host") checkHostVersion(version);
  }
}

function checkHostVersion(version: string): void {
  try {
    likeEnvoy(version);
  } catch (error) {
    if (!(error instanceof MeshWasmError)) throw error;
    throw new MeshWasmError("MW0105", `--envoy does not take "${version}": ${error.message}`, {
      hint: error.hint,
      cause: error,
    });
  }
}
