import { MeshWasmError } from "../../core/error.ts";
import { callbackSignature, callbacks, findImportable, sameSignature } from "../../module/abi/index.ts";
import type { AbiVersion } from "../../module/abi/types.ts";
import type { Import, WasmModule } from "../../module/read/wasm-module.ts";

/**
 * Every callback that Envoy looks for must have its type, and there must be an allocator.
 *
 * @throws MeshWasmError MW0524
 */
export function checkExports({ exports }: WasmModule, abi: AbiVersion): void {
  const functions = new Map(exports.filter(({ kind }) => kind === "function").map(({ name, type }) => [name, type]));
  for (const callback of callbacks) {
    const { name, onlyWith, unless } = callback;
    const type = functions.get(name);
    const isLookedFor =
      callback.abi.includes(abi) && (!onlyWith || functions.has(onlyWith)) && !(unless && functions.has(unless));
    if (type?.kind !== "function" || !isLookedFor || sameSignature(type, callbackSignature(callback, abi))) continue;
    throw new MeshWasmError("MW0524", `the module exports \`${name}\` with wrong parameters`, {
      details: [`Bad function signature for: ${name}`],
    });
  }
  if (!functions.has("malloc") && !functions.has("proxy_on_memory_allocate")) {
    throw cannotLoad("Wasm module is missing malloc function.");
  }
}

/**
 * Envoy offers functions, one memory and one table.
 *
 * @throws MeshWasmError MW0523, MW0524, and MW0528 for what would end Envoy
 */
export function checkImports({ imports, memories }: WasmModule, abi: AbiVersion): void {
  for (const entry of imports) {
    if (entry.kind === "function") checkFunction(entry, abi);
    else if (entry.kind === "global") throw missing(entry);
    else if (entry.kind === "tag") {
      throw new MeshWasmError("MW0528", `Envoy would crash: the module imports the tag \`${nameOf(entry)}\``);
    }
  }
  for (const kind of ["memory", "table"] as const) {
    const entries = imports.filter((entry) => entry.kind === kind);
    if (entries.length > 1) throw cannotLoad(noInstance, [`it imports more than one ${kind}`]);
  }
  if (memories.some(({ imported, shared, is64 }) => imported && (shared || is64))) {
    throw cannotLoad(noInstance, ["it imports a memory that is shared, or has addresses of 64 bits"]);
  }
  if (memories.some(({ min }) => min > mostPages)) {
    throw cannotLoad(noInstance, ["its memory begins with more than 1 GiB"]);
  }
}

/** Most pages of a VM's memory: Envoy lets it have 1 GiB. */
export const mostPages = 16_384;

/**
 * Older releases of Envoy offer less.
 *
 * @throws MeshWasmError MW0523
 */
export function checkRelease({ imports }: WasmModule, envoyMinor: number): void {
  const newer = imports.find(({ module, name }) => (findImportable(module, name)?.sinceEnvoy ?? 0) > envoyMinor);
  if (newer) throw missing(newer, ` 1.${envoyMinor}`);
}

const noInstance = "Failed to create new Wasm instance";

/** The error for a module of which Envoy makes no instance, and why. */
export function cannotInstantiate(reason: string, cause: unknown): MeshWasmError {
  return cannotLoad(noInstance, [reason], cause);
}

/** The error for a module that Envoy cannot load, in its words. */
export function cannotLoad(words: string, details: string[] = [], cause?: unknown): MeshWasmError {
  const message = [`Envoy cannot load the module: ${words}`, ...details.slice(0, 1)].join(": ");
  return new MeshWasmError("MW0524", message, { details: [words, ...details], cause });
}

function checkFunction(entry: Import, abi: AbiVersion): void {
  const offered = findImportable(entry.module, entry.name);
  if (!offered?.abi.includes(abi)) throw missing(entry);
  if (entry.type?.kind !== "function" || sameSignature(entry.type, offered)) return;
  const name = nameOf(entry);
  throw new MeshWasmError("MW0523", `the module imports \`${name}\` with other parameters than Envoy offers`, {
    details: [`Failed to load Wasm module due to an import type mismatch: ${name}`],
  });
}

function missing(entry: Import, version = ""): MeshWasmError {
  const name = nameOf(entry);
  return new MeshWasmError("MW0523", `the module imports \`${name}\`, which Envoy${version} does not offer`, {
    details: [`Failed to load Wasm module due to a missing import: ${name}`],
  });
}

function nameOf({ module, name }: Import): string {
  return `${module}.${name}`;
}
