import { join, parse } from "node:path";
import type { Project } from "../config/load.ts";
import type { TestOptions } from "./run-tests.ts";
import { wordsOf } from "./test-options.ts";
import type { TestTarget } from "./test-run.ts";

/** Where the tests are to run, one after the other. */
export function targetsOf({ mode, engine, envoy }: TestOptions): TestTarget[] {
  const modes = mode === "both" ? (["release", "debug"] as const) : [mode];
  const versions = envoy === undefined ? [undefined] : wordsOf(envoy);
  return modes.flatMap((one) => versions.map((envoyVersion) => ({ mode: one, engine, envoyVersion })));
}

/** Where modules for tests go: those that count have a folder of their own, so that the others stay. */
export function moduleDirOf(project: Project, { mode }: TestTarget, { coverage }: TestOptions): string {
  return join(project.directory, ".mesh-wasm/test", coverage ? `${mode}-coverage` : mode);
}

/** Where runs keep what was counted. */
export function coverageDirOf({ directory }: Project): string {
  return join(directory, ".mesh-wasm/coverage");
}

/** A file of its own for each of several runs: `junit.release-1.38.xml`. */
export function labelled(file: string | undefined, { mode, envoyVersion }: TestTarget): string | undefined {
  if (file === undefined) return undefined;
  const { dir, name, ext } = parse(file);
  return join(dir, [name, [mode, envoyVersion].filter((part) => part !== undefined).join("-")].join(".") + ext);
}
