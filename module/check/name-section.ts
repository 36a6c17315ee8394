import { catalogue } from "../../core/index.ts";
import type { WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";

/** Envoy names functions in backtraces by the name section, and refuses a module with a damaged one. */
export function checkNameSection({ nameSection, functionNames }: WasmModule): Finding[] {
  if (nameSection === "malformed") {
    const message = "the name section does not hold what its lengths say";
    return [{ code: "MW0323", level: "error", message, hint: catalogue.MW0323.fix }];
  }
  if (functionNames.size > 0) return [];
  const message = nameSection === "absent" ? "there is no name section" : "the name section names no function";
  return [{ code: "MW0319", level: "warning", message, hint: catalogue.MW0319.fix }];
}
