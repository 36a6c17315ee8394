import { catalogue } from "../../core/index.ts";
import type { WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";
import { forbiddenHostCalls, formatPath } from "./host-calls.ts";

/** A host call in the start section ends Envoy with a segmentation fault. */
export function checkStartSection(module: WasmModule): Finding[] {
  if (!module.start) return [];
  const { reached, path } = forbiddenHostCalls(module, module.start.index, "start");
  if (reached === "no") return [];
  const chain = formatPath(path);
  const hint = catalogue.MW0312.fix;
  if (reached === "direct") {
    return [{ code: "MW0312", level: "error", message: `the start section reaches the host: ${chain}`, hint }];
  }
  const message = `the start section may reach the host (through a table, or when the module fails): ${chain}`;
  return [{ code: "MW0312", level: "warning", message, hint }];
}
