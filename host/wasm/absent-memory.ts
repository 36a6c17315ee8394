import { VmMemory } from "../vm/memory.ts";
import { EnvoyCrash } from "./trap.ts";

/** Stands for the memory of a module that lets nobody reach it: Envoy ends when a host call needs it. */
export class AbsentMemory extends VmMemory {
  constructor() {
    super(new WebAssembly.Memory({ initial: 0 }));
  }

  protected override look(): never {
    throw new EnvoyCrash("a host call needs memory, and the module exports none");
  }
}
