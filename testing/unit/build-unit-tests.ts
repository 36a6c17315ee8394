import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { CompileOptions, CompileResult } from "../../module/index.ts";
import type { UnitModule } from "./unit-module.ts";

/** How files of unit tests are built. */
export interface UnitTestBuild {
  /** The project's folder. */
  projectDir: string;
  /** Builds a module: {@link Compiler.compile} of a warm compiler, or `compile` itself. */
  compile(options: CompileOptions): Promise<CompileResult>;
  /** Where modules go. Default: `.mesh-wasm/unit` in the project. */
  outDir?: string;
  /** Default: `debug`, in which every frame of a trap has its line. */
  mode?: CompileOptions["mode"];
  /** Whether what runs of the project's sources is counted. Default: false. */
  coverage?: boolean;
  /** More flags for asc. */
  ascFlags?: readonly string[];
}

/** A file of unit tests that was built, and the sources that it was built from. */
export interface BuiltUnitTests extends UnitModule {
  inputs: string[];
}

/**
 * Builds a file of unit tests.
 *
 * @throws MeshWasmError MW0201 and others of `compile`.
 */
export async function buildUnitTests(file: string, build: UnitTestBuild): Promise<BuiltUnitTests> {
  const { projectDir, compile, outDir = join(projectDir, ".mesh-wasm/unit"), mode = "debug" } = build;
  const name = relative(projectDir, file).split(sep).join("/").replace(/\.ts$/, "");
  const module = join(outDir, `${name}.wasm`);
  const { wasm, sourceMap, inputs } = await compile({
    entry: file,
    projectDir,
    name,
    fileName: `${name}.wasm`,
    mode,
    unitTests: true,
    coverage: build.coverage ?? false,
    ascFlags: build.ascFlags ?? [],
  });
  await mkdir(dirname(module), { recursive: true });
  await writeFile(`${module}.map`, sourceMap ?? "");
  await writeFile(module, wasm);
  return { module, file, projectDir, inputs };
}
