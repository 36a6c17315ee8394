import { createHash } from "node:crypto";
import { isAbsolute, relative, sep } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import { packageRoot, packageVersion } from "../../core/package-root.ts";
import { loadAsc } from "./asc.ts";
import type { Asc } from "./asc-types.ts";
import { compileError } from "./compile-error.ts";
import { compiledPackages } from "./compiled-packages.ts";
import { type Diagnostic, toDiagnostic } from "./diagnostic.ts";
import { isDisabled } from "./disabled-warnings.ts";
import { type SourceHashes, sourceHashes } from "./record/source-hashes.ts";
import { shortenNames } from "./short-names.ts";
import { sourceFiles } from "./source-files.ts";
import { finishSourceMap } from "./source-map.ts";
import type { ModuleMetadata } from "./transform/metadata.ts";
import { createTransform } from "./transform/transform.ts";

/** What to compile, and how. */
export interface CompileOptions {
  /** The filter's entry file, an absolute path. */
  entry: string;
  /** The project's folder: names in diagnostics, traces and the source map are relative to it. */
  projectDir: string;
  /** The filter's name, kept in the module's metadata. */
  name: string;
  /** Name of the file that the module goes to: its source map is looked for beside it as `<fileName>.map`. Default `<name>.wasm`. */
  fileName?: string;
  /** The filter's version, kept in the module's metadata. */
  version?: string;
  /** `release` optimizes for speed (`-O3`); `debug` maps every instruction to its line. */
  mode: "release" | "debug";
  /** Keep function names, without which Envoy prints no backtrace for a trap. Default true. */
  names?: boolean;
  /** Make a source map. Default true. */
  sourceMap?: boolean;
  /** Where the project's folder is, seen from the source map, such as `..`. Default: not said. */
  sourceRoot?: string;
  /** The entry file has unit tests: its module runs them as a plugin. Default false. */
  unitTests?: boolean;
  /**
   * Count what runs of the project's own sources, for `module/coverage`. The module behaves as without, a little slower.
   * Default false.
   */
  coverage?: boolean;
  /** More flags for asc, after ours. */
  ascFlags?: readonly string[];
}

/** A compiled module. */
export interface CompileResult {
  wasm: Uint8Array;
  /** JSON of the source map; `null` when none was asked for. */
  sourceMap: string | null;
  metadata: ModuleMetadata;
  warnings: Diagnostic[];
  durationMs: number;
  /** Absolute paths of all source files read, for watching. */
  inputs: string[];
  /** What was in them, and which other files were looked for, for a {@link BuildRecord}. */
  sources: SourceHashes;
}

/**
 * Compiles a filter in this thread. Repeated builds are several times faster in {@link createCompiler}'s warm worker.
 *
 * @throws MeshWasmError MW0201 with the compiler's diagnostics, MW0202 when the entry file is missing, MW0203 when it lies
 * outside of the project, MW0204 for a field of a `@config` class, MW0206 for an unknown flag.
 */
export async function compile(options: CompileOptions): Promise<CompileResult> {
  const started = performance.now();
  const asc = await loadAsc();
  const plain = new Set<string>();
  while (true) {
    try {
      return { ...(await compileOnce(asc, options, plain)), durationMs: performance.now() - started };
    } catch (error) {
      // Where the compiler has to know a condition's value it may not be counted: that is left out, once for each file
      const file = error instanceof MeshWasmError && error.code === "MW0201" ? error.location?.file : undefined;
      if (!options.coverage || !file || plain.has(file)) throw error;
      plain.add(file);
    }
  }
}

/** @param plain Files in which the operands of `&&` and `||` are not counted. */
async function compileOnce(
  asc: Asc,
  options: CompileOptions,
  plain: ReadonlySet<string>,
): Promise<Omit<CompileResult, "durationMs">> {
  const files = sourceFiles();
  const entry = relative(options.projectDir, options.entry);
  if (entry.startsWith("..") || isAbsolute(entry)) {
    throw new MeshWasmError("MW0203", `${options.entry} is outside of the project ${options.projectDir}`);
  }
  if (files.read(options.entry, options.projectDir) === null) {
    throw new MeshWasmError("MW0202", `no file ${entry} in ${options.projectDir}`);
  }
  checkFlags(asc, options.ascFlags ?? []);
  const fileName = options.fileName ?? `${options.name}.wasm`;
  const transform = createTransform(asc, {
    metadata: { name: options.name, version: options.version ?? "0.0.0", sdk: packageVersion(), mode: options.mode },
    runtime: files.read("assembly/runtime/heap.ts", packageRoot()) ?? "",
    listPackages: () => compiledPackages(files),
    hashSources: () => hashOf(files.inputs, options.projectDir),
    unitTests: options.unitTests ?? false,
    coverage: options.coverage ? { plain } : null,
  });
  const outputs = new Map<string, string | Uint8Array>();
  const diagnostics: Diagnostic[] = [];
  let messages = "";
  const { error } = await asc.main(ascArguments(options, entry, fileName), {
    readFile: (name, baseDir) => (name === unitTestsEntry.file ? unitTestsEntry.text : files.read(name, baseDir)),
    writeFile(filename, contents) {
      outputs.set(filename, contents);
    },
    listFiles: () => null,
    reportDiagnostic(message) {
      diagnostics.push(toDiagnostic(message, (file) => files.read(onDisk(file), options.projectDir)));
    },
    stdout: { write() {} },
    stderr: {
      write(chunk) {
        messages += chunk.toString();
      },
    },
    transforms: [transform.class],
  });
  if (transform.error) throw transform.error;
  if (error) throw compileError(entry, diagnostics, error, messages);
  const wasm = outputs.get(fileName);
  if (!(wasm instanceof Uint8Array)) throw new Error(`asc wrote no module for ${entry}: ${messages}`);
  const sourceMap = outputs.get(`${fileName}.map`);
  return {
    wasm: shortenNames(wasm),
    sourceMap: typeof sourceMap === "string" ? finishSourceMap(sourceMap, wasm, transform, options.sourceRoot) : null,
    metadata: transform.metadata,
    warnings: diagnostics.filter(({ level, code }) => level === "warning" && !isDisabled(code, options.ascFlags ?? [])),
    inputs: [...files.inputs.keys()],
    sources: sourceHashes(files),
  };
}

function ascArguments(options: CompileOptions, entry: string, fileName: string): string[] {
  const { mode, names = true, sourceMap = true } = options;
  const argv = [entry, "--baseDir", options.projectDir, "--outFile", fileName];
  if (options.unitTests) argv.push(unitTestsEntry.file);
  // No such file: an asconfig.json in the project is for asc alone, and what it replaces or exports would break the module.
  argv.push("--config", "no-asconfig.json");
  // A start section with a host call crashes Envoy; the exported function runs when Envoy is ready for it.
  argv.push("--exportStart", "_initialize", "--runtime", "minimal");
  for (const [name, shim] of shims) argv.push("--use", `${name}=${shim}`);
  argv.push("--optimizeLevel", mode === "release" ? "3" : "0", "--shrinkLevel", "0");
  if (mode === "debug" || names) argv.push("--debug");
  if (sourceMap) argv.push("--sourceMap");
  argv.push(...(options.ascFlags ?? []));
  return argv;
}

/** asc itself takes an unknown flag in silence, and the word after it for a source file. */
function checkFlags(asc: Asc, flags: readonly string[]): void {
  const known = Object.entries(asc.options).flatMap(([name, { alias }]) => {
    return [name.startsWith("-") ? name : `--${name}`, ...(alias ? [`-${alias}`] : [])];
  });
  const unknown = flags.find((flag) => flag.startsWith("-") && !known.includes(flag.replace(/=.*/, "")));
  if (unknown) throw new MeshWasmError("MW0206", `asc has no flag ${unknown}`);
}

/** A file that is on no disk: what a module with unit tests has beside them. */
const unitTestsEntry = {
  file: "mesh-wasm-unit-tests.spec.ts",
  text: 'import "@as-pect/assembly/assembly/index";\nimport "mesh-wasm/assembly/test/unit-tests";\n',
};

/** Globals of the language that would import what Envoy does not have, and the SDK's functions that stand in. */
const shims = [
  ["abort", "__mesh_abort"],
  ["console", "__mesh_console"],
  ["crypto", "__mesh_crypto"],
  ["Date", "__mesh_Date"],
  ["performance", "__mesh_performance"],
  ["process", "__mesh_process"],
  ["seed", "__mesh_seed"],
  ["trace", "__mesh_trace"],
] as const;

/** asc calls the files of packages `~lib/…`, as it does those of its standard library, which are on no disk. */
function onDisk(file: string): string {
  return file.replace(/^~lib\//, "node_modules/");
}

/** One hash over the project's own sources: their names and texts, sorted by name. */
function hashOf(inputs: ReadonlyMap<string, string>, projectDir: string): string {
  const hash = createHash("sha256");
  const own = [...inputs].map(([path, text]) => [relative(projectDir, path).split(sep).join("/"), text] as const);
  for (const [path, text] of own.sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!path.startsWith("..")) hash.update(`${path}\0${text.length}\0${text}`);
  }
  return hash.digest("hex");
}
