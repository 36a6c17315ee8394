import { catalogue } from "../../core/index.ts";
import type { WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";

/** Envoy's limit: 1 GiB in pages of 64 KiB. */
const mostPages = 16384;

/** Envoy gives no memory more than 1 GiB. */
export function checkMemorySize({ memories }: WasmModule): Finding[] {
  const largest = memories.reduce((most, { min }) => Math.max(most, min), 0);
  if (largest <= mostPages) return [];
  const message = `memory begins with ${largest} pages; Envoy gives at most ${mostPages}`;
  return [{ code: "MW0322", level: "error", message, hint: catalogue.MW0322.fix }];
}
