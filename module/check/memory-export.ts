import { catalogue } from "../../core/index.ts";
import { findImportable } from "../abi/index.ts";
import type { Import, WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";

/** Host calls with pointers need a memory that Envoy can reach. */
export function checkMemoryExport(module: WasmModule): Finding[] {
  const needing = module.memory ? undefined : module.imports.find(takesPointer);
  if (!needing) return [];
  const message = `${needing.module}.${needing.name} needs memory, but ${
    module.memories.length > 0 ? "the memory is not exported" : "there is none"
  }`;
  return [{ code: "MW0314", level: "error", message, hint: catalogue.MW0314.fix }];
}

function takesPointer(entry: Import): boolean {
  const known = findImportable(entry.module, entry.name);
  if (!known) return false;
  // WASI functions with one parameter or none take a file or an exit code, those with more take addresses.
  if (!known.hostFunction) return known.params.length > 1;
  return known.hostFunction.params.some(({ role }) => role === "pointer" || role.startsWith("return-"));
}
