import { catalogue, type ErrorCode } from "../../core/index.ts";
import type { ReadProblem, WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";

const codes: Readonly<Record<ReadProblem["kind"], ErrorCode>> = {
  "not-wasm": "MW0306",
  version: "MW0306",
  component: "MW0308",
  truncated: "MW0307",
  malformed: "MW0307",
};

/** The file is no module, or not a whole one. */
export function checkReadProblem({ problem }: Pick<WasmModule, "problem">): Finding[] {
  if (!problem) return [];
  const code = codes[problem.kind];
  const where = code === "MW0307" ? `at byte ${problem.offset}, ` : "";
  return [{ code, level: "error", message: `${where}${problem.message}`, hint: catalogue[code].fix }];
}
