import type { LoadedModule } from "../vm/loaded-module.ts";
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
