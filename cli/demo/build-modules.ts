import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../../core/index.ts";
import { createCompiler, packageRoot } from "../../module/index.ts";
import { formatSize } from "../config/size.ts";
import type { CommandContext } from "../framework/context.ts";

/** A module that the demo has built. */
export interface BuiltModule {
  filter: string;
  /** The source, and the module built from it; absolute paths. */
  source: string;
  module: string;
  /** Bytes. */
  size: number;
  milliseconds: number;
}

const filters = ["authorization", "header-routing", "telemetry"] as const;

/** Compiles the three ready-made filters from their sources in the package into `folder`. */
export async function buildModules(ctx: CommandContext, folder: string): Promise<Record<string, BuiltModule>> {
  await makeFolder(folder);
  await using compiler = createCompiler();
  const built: Record<string, BuiltModule> = {};
  for (const name of filters) {
    const step = ctx.progress.step(`building ${name}`);
    const projectDir = join(packageRoot(), "filters", name);
    const source = join(projectDir, "assembly/index.ts");
    const { wasm, sourceMap, durationMs } = await compiler.compile({
      entry: source,
      projectDir,
      name,
      mode: "release",
    });
    const module = join(folder, `${name}.wasm`);
    await writeFile(module, wasm);
    await writeFile(`${module}.map`, sourceMap ?? "");
    const milliseconds = Math.round(durationMs);
    built[name] = { filter: name, source, module, size: wasm.length, milliseconds };
    step.done(`built ${name}: ${formatSize(wasm.length)} in ${milliseconds} ms`);
  }
  return built;
}
