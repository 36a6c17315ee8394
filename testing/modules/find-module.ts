import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import { type ManifestFilter, readManifest } from "./manifest.ts";
import { assertFresh } from "./stale.ts";

/** A module that a test names. */
export interface FoundModule {
  wasm: Uint8Array;
  /** What to call a plugin that uses it. */
  name: string;
  /** The root id that the project's configuration says. */
  rootId: string | undefined;
  sourceMap(): string | null;
}

/** Where to look. */
export interface Surroundings {
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Finds the module that a test names: a filter of the project, a path, or bytes.
 *
 * @throws MeshWasmError MW0413 where it is not there, MW0414 where it is older than its source.
 */
export function findModule(named: string | Uint8Array, around: Surroundings): FoundModule {
  if (named instanceof Uint8Array) {
    return { wasm: sameBytes(named), name: "filter", rootId: undefined, sourceMap: () => null };
  }
  if (named.endsWith(".wasm")) return moduleAt(resolve(around.cwd, named));
  const filters = readManifest(around.env)?.filters;
  return filters ? fromManifest(named, filters) : fromBuild(named, around.cwd);
}

function fromManifest(name: string, filters: Record<string, ManifestFilter>): FoundModule {
  const filter = filters[name];
  if (!filter) {
    throw new MeshWasmError("MW0413", `the project has no filter "${name}"`, {
      hint: `it has ${Object.keys(filters).join(", ")}; a path must end in .wasm`,
    });
  }
  if (filter.error !== undefined) {
    throw new MeshWasmError("MW0413", `the filter ${name} does not compile`, { details: filter.error.split("\n") });
  }
  return { ...moduleAt(filter.module, filter.sourceMap), name, rootId: filter.rootId ?? undefined };
}

/** Without `mesh-wasm test`: what `mesh-wasm build` has written into the nearest folder `build`. */
function fromBuild(name: string, cwd: string): FoundModule {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = join(folder, "build", `${name}.wasm`);
    if (existsSync(file)) {
      assertFresh(name, file, folder);
      return moduleAt(file);
    }
    if (folder === dirname(folder)) break;
  }
  throw new MeshWasmError("MW0413", `there is no build/${name}.wasm in ${cwd}, nor in a folder above it`);
}

const known = new Map<string, { time: number; wasm: Uint8Array }>();

function moduleAt(file: string, sourceMap: string | null = `${file}.map`): FoundModule {
  return {
    wasm: read(file),
    name: basename(file).replace(/(\.debug)?\.wasm$/, ""),
    rootId: undefined,
    sourceMap: () => (sourceMap && existsSync(sourceMap) ? readFileSync(sourceMap, "utf8") : null),
  };
}

/** The bytes of a file; the same array as long as it does not change, which engines compile once only. */
function read(file: string): Uint8Array {
  if (!existsSync(file)) throw new MeshWasmError("MW0413", `there is no module ${file}`);
  const time = statSync(file).mtimeMs;
  const before = known.get(file);
  if (before?.time === time) return before.wasm;
  const wasm = new Uint8Array(readFileSync(file));
  known.set(file, { time, wasm });
  return wasm;
}

/** A view of Node's buffers as a plain array. */
function sameBytes(bytes: Uint8Array): Uint8Array {
  return Buffer.isBuffer(bytes) ? new Uint8Array(bytes) : bytes;
}
