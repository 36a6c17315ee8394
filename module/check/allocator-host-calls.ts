import { catalogue } from "../../core/index.ts";
import type { WasmModule } from "../read/index.ts";
import { allocatorOf } from "./allocator.ts";
import type { Finding } from "./finding.ts";
import { forbiddenHostCalls, formatPath, isProxyFunction } from "./host-calls.ts";

/** While Envoy calls the allocator, hardly any host call is allowed. WASI does not count, as in checkEarlyHostCalls. */
export function checkAllocatorHostCalls(module: WasmModule): Finding[] {
  const allocator = allocatorOf(module);
  if (!allocator) return [];
  const { reached, path } = forbiddenHostCalls(module, allocator.index, "allocate", isProxyFunction);
  if (reached !== "direct") return [];
  const message = `Envoy traps where this happens: ${formatPath(path)}`;
  return [{ code: "MW0325", level: "warning", message, hint: catalogue.MW0325.fix }];
}
