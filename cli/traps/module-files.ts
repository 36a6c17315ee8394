import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import { readTrapModule } from "../../module/index.ts";
import { loadProject, outDirOf } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";
import { moduleIn } from "../run/target.ts";
import type { ModuleFile } from "./trap-explainer.ts";

/**
 * The modules that traps are looked up in: the one named, those of the folder named, else those that the project has built.
 *
 * @throws MeshWasmError MW0107 where there is none, MW0306 where the file is none, MW0403 where the source map is none, MW10xx
 * where there is no project
 */
export async function moduleFiles(
  ctx: CommandContext,
  { wasm, map }: { wasm: string | undefined; map: string | undefined },
): Promise<ModuleFile[]> {
  const sourceMap = map === undefined ? undefined : existing(ctx, map, "source map");
  if (wasm === undefined) {
    if (sourceMap) {
      throw new MeshWasmError("MW0103", "--map is of a module, and none was named", { hint: "name it with --wasm" });
    }
    return projectModules(ctx);
  }
  const path = resolve(ctx.cwd, wasm);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return modulesOf(ctx, path);
  const file = existing(ctx, wasm, "module");
  if (moduleIn(file).problem?.kind === "not-wasm") {
    throw new MeshWasmError("MW0306", `${wasm} is no WebAssembly module`);
  }
  if (sourceMap) checkMap(file, sourceMap, { wasm, map });
  return [{ file, map: sourceMap }];
}

function checkMap(file: string, sourceMap: string, given: { wasm: string; map: string | undefined }): void {
  const { mapProblem } = readTrapModule(moduleIn(file), readFileSync(sourceMap, "utf8"));
  if (mapProblem === "other-build")
    throw new MeshWasmError("MW0403", `${given.map} is of another build than ${given.wasm}`);
  if (mapProblem) throw new MeshWasmError("MW0403", `${given.map} is no source map`);
}

async function projectModules(ctx: CommandContext): Promise<ModuleFile[]> {
  const project = await loadProject(ctx.cwd, ctx.global.config).catch((error: unknown) => {
    if (!(error instanceof MeshWasmError) || error.code !== "MW1002") throw error;
    throw new MeshWasmError(error.code, error.message, {
      hint: "name the module that trapped with --wasm, or run the command in the project that has built it",
      cause: error,
    });
  });
  return modulesOf(ctx, outDirOf(project), project.directory);
}

function modulesOf(ctx: CommandContext, folder: string, sources?: string): ModuleFile[] {
  const names = readNames(folder).filter((name) => name.endsWith(".wasm"));
  if (names.length > 0)
    return names.map((name) => ({ file: join(folder, name), ...(sources === undefined ? {} : { sources }) }));
  throw new MeshWasmError("MW0107", `there is no module in ${relative(ctx.cwd, folder) || "this folder"}`, {
    hint: "build it first, or name the module that trapped with --wasm",
  });
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function existing(ctx: CommandContext, given: string, what: string): string {
  const file = resolve(ctx.cwd, given);
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  throw new MeshWasmError("MW0107", `there is no ${what} ${given}`, { hint: "check the path" });
}
