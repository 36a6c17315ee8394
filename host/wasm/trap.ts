import { MeshWasmError } from "../../core/error.ts";
import { toText } from "../bytes.ts";
import type { LoadedModule } from "../vm/loaded-module.ts";
import type { Plugin } from "./plugin.ts";
import type { Wasm } from "./wasm.ts";

/** How a call into a module has failed. */
export interface Trap {
  /** The VM that has failed. */
  wasm: Wasm;
  /** The callback that failed; `_initialize` and the like while the module loads. */
  callback: string;
  /** The engine's words, such as `unreachable` or `memory access out of bounds`. */
  reason: string;
  /** The engine's error, with its stack: the module's `originalOffset` maps the offsets in it. */
  error: Error;
}

/** The module in which a trap was: it maps the offsets of the error's stack. */
export function moduleOf({ wasm }: Trap): LoadedModule {
  return wasm.plugin.module;
}

/** Thrown by a host function to end the module's call, as Envoy does. */
export class HostTrap extends Error {
  override readonly name = "HostTrap";
}

/** Thrown by a host function where Envoy itself would end. */
export class EnvoyCrash extends HostTrap {}

/** The error for a module that ends Envoy while it is loaded. */
export function crashAtLoad(plugin: Plugin, { message }: EnvoyCrash): MeshWasmError {
  return new MeshWasmError("MW0528", `Envoy would crash: the module of plugin "${toText(plugin.name)}": ${message}`);
}
