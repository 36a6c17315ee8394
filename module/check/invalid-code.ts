import { catalogue } from "../../core/index.ts";
import type { WasmModule } from "../read/index.ts";
import { nodeKnows } from "./feature-support.ts";
import type { Finding } from "./finding.ts";

/**
 * Has this machine's engine, V8 like Envoy's, check the code. A module with features that Node does not know yet is not
 * judged: Envoy's V8 is newer.
 */
export function checkInvalidCode(module: WasmModule): Finding[] {
  // A copy, because engines refuse bytes in shared memory.
  const bytes = new Uint8Array(module.bytes);
  if (WebAssembly.validate(bytes) || !nodeKnows(module.features)) return [];
  return [{ code: "MW0321", level: "error", message: complaint(bytes), hint: catalogue.MW0321.fix }];
}

function complaint(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    new WebAssembly.Module(bytes);
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^WebAssembly\.Module\(\): /, "") : String(error);
  }
  return "the engine does not accept it";
}
