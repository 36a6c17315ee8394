import { catalogue } from "../../core/index.ts";
import type { WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";

/** Of several exported memories Envoy uses the last. */
export function checkSeveralMemories({ exports }: WasmModule): Finding[] {
  const memories = exports.filter(({ kind }) => kind === "memory");
  if (new Set(memories.map(({ index }) => index)).size < 2) return [];
  const names = memories.map(({ name }) => name);
  const message = `of the memories ${names.join(", ")} Envoy uses the last`;
  return [{ code: "MW0327", level: "warning", message, hint: catalogue.MW0327.fix }];
}
