import { catalogue } from "../../core/index.ts";
import type { Export, WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";

const names = ["malloc", "proxy_on_memory_allocate"];

/** The function that Envoy calls for memory: malloc, else proxy_on_memory_allocate. */
export function allocatorOf({ exports }: WasmModule): Export | undefined {
  return names.flatMap((name) => exports.find((entry) => entry.name === name && entry.kind === "function") ?? [])[0];
}

/** Envoy loads no module without an allocator. */
export function checkAllocator(module: WasmModule): Finding[] {
  if (allocatorOf(module)) return [];
  const other = module.exports.find(({ name }) => names.includes(name));
  const message = other
    ? `${other.name} is exported as a ${other.kind}, not as a function`
    : "neither malloc nor proxy_on_memory_allocate is exported";
  return [{ code: "MW0313", level: "error", message, hint: catalogue.MW0313.fix }];
}
