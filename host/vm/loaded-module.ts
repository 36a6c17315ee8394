import { MeshWasmError } from "../../core/error.ts";
import type { AbiVersion } from "../../module/abi/types.ts";
import { featureSupport } from "../../module/check/feature-support.ts";
import { readModule } from "../../module/read/read-module.ts";
import type { WasmModule } from "../../module/read/wasm-module.ts";
import { instrument } from "./instrument.ts";
import { cannotLoad, checkExports, checkImports } from "./link-checks.ts";

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
 * @throws MeshWasmError MW0523 where Envoy could not link it, MW0524 where Envoy could not load it, in Envoy's words; MW0528
 * where Envoy would crash; MW0318 where Envoy could, but the JavaScript engine cannot.
 */
export function loadModule(bytes: Uint8Array): LoadedModule {
  const known = loaded.get(bytes);
  if (known) return known;
  const info = readModule(bytes);
  const abi = abiOf(info);
  checkImports(info, abi);
  const bounded = instrument(info);
  const module: LoadedModule = {
    info,
    compiled: compiled(info, bounded?.bytes ?? bytes),
    abi,
    originalOffset: bounded?.originalOffset ?? ((offset) => offset),
  };
  checkExports(info, abi);
  loaded.set(bytes, module);
  return module;
}

function abiOf({ abiVersion, problem, nameSection }: WasmModule): AbiVersion {
  if (problem)
    throw cannotLoad("Failed to parse corrupted Wasm module", [`${problem.message}, byte ${problem.offset}`]);
  if (nameSection === "malformed") {
    throw cannotLoad("Failed to parse corrupted Wasm module", ["its name section is malformed"]);
  }
  if (!abiVersion) throw cannotLoad("Missing or unknown Proxy-Wasm ABI version");
  return abiVersion;
}

function compiled({ features }: WasmModule, bytes: Uint8Array): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes as BufferSource);
  } catch (error) {
    const { message } = error as Error;
    const newer = features.filter((feature) => !featureSupport[feature].includes("node"));
    if (newer.length === 0 || newer.some((feature) => !featureSupport[feature].includes("envoy"))) {
      throw cannotLoad("Failed to load Wasm bytecode", [message], error);
    }
    throw new MeshWasmError("MW0318", `the module uses ${newer.join(", ")}: Envoy has it, this JavaScript engine not`, {
      details: [message],
      hint: "run it in Envoy itself, or with a newer Node",
      cause: error,
    });
  }
}
