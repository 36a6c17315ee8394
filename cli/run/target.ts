import { readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import { readModule, type WasmModule } from "../../module/read/index.ts";
import { type Filter, filterNamed, filtersOf } from "../config/filters.ts";
import type { Project } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";

/** What a command works on: a filter of the project, which is built first, or a module that is there, and the path as it was given. */
export type Target =
  | { kind: "filter"; project: Project; filter: Filter }
  | { kind: "module"; name: string; file: string; given: string };

/**
 * What `[filter|wasm]` means: a path that ends in `.wasm`, else the name of a filter.
 *
 * @throws MeshWasmError MW0107 (no such module), MW0109 (no such filter), MW10xx (no project)
 */
export async function targetNamed(ctx: CommandContext, word: string): Promise<Target> {
  if (word.endsWith(".wasm")) return moduleTarget(ctx, word);
  const project = await projectOf(ctx);
  return { kind: "filter", project, filter: filterNamed(project, word) };
}

/** All filters of the project. */
export async function allTargets(ctx: CommandContext): Promise<Target[]> {
  const project = await projectOf(ctx);
  return filtersOf(project).map((filter) => ({ kind: "filter", project, filter }));
}

/**
 * What the word means, else the only filter of the project.
 *
 * @throws MeshWasmError MW0103 where the project has several and none is named
 */
export async function oneTarget(ctx: CommandContext, word: string | undefined): Promise<Target> {
  if (word !== undefined) return targetNamed(ctx, word);
  const targets = await allTargets(ctx);
  const [first] = targets;
  if (first && targets.length === 1) return first;
  const names = targets.map((target) => (target.kind === "filter" ? target.filter.name : target.name));
  throw new MeshWasmError("MW0103", "the project has several filters, and none was named", {
    hint: `name one of ${names.join(", ")}`,
  });
}

/** What reads configurations is loaded when there is to be one: a module needs none. */
async function projectOf(ctx: CommandContext): Promise<Project> {
  const { loadProject } = await import("../config/load.ts");
  return loadProject(ctx.cwd, ctx.global.config);
}

function moduleTarget(ctx: CommandContext, word: string): Target {
  const file = resolve(ctx.cwd, word);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new MeshWasmError("MW0107", `there is no module ${word}`, {
      hint: "build it first, or check the path; a word without .wasm names a filter of the project",
    });
  }
  return { kind: "module", name: basename(file, ".wasm"), file, given: word };
}

/** Reads a module from a file. */
export function moduleIn(file: string): WasmModule {
  return readModule(readFileSync(file));
}
