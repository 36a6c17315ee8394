import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CompileOptions,
  type CompileResult,
  createCompiler,
  freshRecord,
  readModule,
} from "../../module/index.ts";
import { keepRecord, recordFile } from "../building/known-builds.ts";

/**
 * Compiles files of unit tests, and gives back the module that is there where nothing has changed since.
 *
 * @param outDir Where the modules are kept, under the names that they are compiled with.
 * @param force Compile each file once, whatever is there.
 */
export function unitTestCompiler(outDir: string, force: boolean): (options: CompileOptions) => Promise<CompileResult> {
  const compiler = createCompiler();
  const compiled = new Set<string>();

  return async (options) => {
    const module = join(outDir, options.fileName ?? `${options.name}.wasm`);
    const isAsked = force && !compiled.has(module);
    const known = isAsked ? null : knownModule(module, options);
    if (known) return known;
    compiled.add(module);
    const result = await compiler.compile(options);
    await keepRecord(options.projectDir, module, options, result);
    return result;
  };
}

function knownModule(module: string, options: CompileOptions): CompileResult | null {
  const known = freshRecord(recordFile(options.projectDir, module), options);
  if (!known) return null;
  const wasm = new Uint8Array(readFileSync(module));
  const { metadata } = readModule(wasm);
  if (!metadata) return null;
  return {
    wasm,
    sourceMap: readFileSync(`${module}.map`, "utf8"),
    metadata,
    warnings: [...known.warnings],
    durationMs: 0,
    inputs: Object.keys(known.sources).filter((path) => known.sources[path] !== null),
    sources: known.sources,
  };
}
