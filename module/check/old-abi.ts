import { catalogue } from "../../core/index.ts";
import type { WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";

/** ABI 0.1.0 still loads, but can do less. */
export function checkOldAbi(module: WasmModule): Finding[] {
  if (module.abiVersion !== "0.1.0") return [];
  const message = "it speaks ABI 0.1.0, of 2020";
  return [{ code: "MW0320", level: "warning", message, hint: catalogue.MW0320.fix }];
}
