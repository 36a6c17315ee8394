import { MeshWasmError } from "../../core/error.ts";
import { callbackSignature, findCallback, findImportable, sameSignature } from "../../module/abi/index.ts";
import type { AbiVersion } from "../../module/abi/types.ts";
import { readModule } from "../../module/read/read-module.ts";
import type { FunctionType, WasmModule } from "../../module/read/wasm-module.ts";
import { instrument } from "./instrument.ts";

/** A module that the host can run. */
export interface LoadedModule {
  /** What is in it. */
  readonly info: WasmModule;
  readonly compiled: WebAssembly.Module;
  /** The offset in the module's file for one in the code that runs, which counts loop turns. */
  originalOffset(offset: number): number;
  readonly abi: AbiVersion;
}

const loaded = new WeakMap<Uint8Array, LoadedModule>();

/**
 * Reads and compiles a module; the same bytes once only.
 *
 * @throws MeshWasmError MW0523 where Envoy could not link it, MW0524 where Envoy could not load it, in Envoy's words.
 */
export function loadModule(bytes: Uint8Array): LoadedModule {
  const known = loaded.get(bytes);
  if (known) return known;
  const info = readModule(bytes);
  const abi = abiOf(info);
  const bounded = instrument(info);
  const module: LoadedModule = {
    info,
    compiled: compiled(bounded?.bytes ?? bytes),
    abi,
    originalOffset: bounded?.originalOffset ?? ((offset) => offset),
  };
  checkExports(info, module.abi);
  checkImports(info, module.abi);
  loaded.set(bytes, module);
  return module;
}

function compiled(bytes: Uint8Array): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes as BufferSource);
  } catch (error) {
    throw refused("Failed to load Wasm code", [(error as Error).message], error);
  }
}

function abiOf({ abiVersion, problem }: WasmModule): AbiVersion {
  if (abiVersion) return abiVersion;
  throw refused("Missing or unknown Proxy-Wasm ABI version", problem ? [problem.message] : []);
}

function checkExports({ exports }: WasmModule, abi: AbiVersion): void {
  for (const { name, type } of exports) {
    const callback = findCallback(name);
    if (!callback?.abi.includes(abi)) continue;
    const known = callbackSignature(callback, abi);
    if (!sameSignature(type as FunctionType, known)) {
      throw new MeshWasmError("MW0524", `the module exports \`${name}\` with wrong parameters`, {
        details: [`Bad function signature for: ${name}`],
      });
    }
  }
  const names = exports.map(({ name }) => name);
  if (!names.includes("malloc") && !names.includes("proxy_on_memory_allocate")) {
    throw refused("Wasm module is missing malloc function.");
  }
}

function checkImports({ imports }: WasmModule, abi: AbiVersion): void {
  for (const { module, name, kind, type } of imports) {
    if (kind !== "function") continue;
    const offered = findImportable(module, name);
    if (!offered?.abi.includes(abi)) {
      throw new MeshWasmError("MW0523", `the module imports \`${module}.${name}\`, which Envoy does not offer`, {
        details: [`Failed to load Wasm module due to a missing import: ${module}.${name}`],
      });
    }
    if (sameSignature(type as FunctionType, offered)) continue;
    throw new MeshWasmError(
      "MW0523",
      `the module imports \`${module}.${name}\` with other parameters than Envoy offers`,
      {
        details: [`Failed to load Wasm module due to an import type mismatch: ${module}.${name}`],
      },
    );
  }
}

function refused(words: string, details: string[] = [], cause?: unknown): MeshWasmError {
  return new MeshWasmError("MW0524", `Envoy cannot load the module: ${words}`, { details: [words, ...details], cause });
}
