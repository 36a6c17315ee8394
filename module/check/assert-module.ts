import { MeshWasmError } from "../../core/index.ts";
import type { WasmModule } from "../read/index.ts";
import { checkReadProblem } from "./read-problem.ts";

/**
 * Throws where a file is no module, or not a whole one: MW0306, MW0307 or MW0308.
 *
 * @param name How the user calls it.
 *
 * @example
 * assertModule(readModule(await readFile("other.wasm")), "other.wasm");
 */
export function assertModule(module: Pick<WasmModule, "problem">, name: string): void {
  const [finding] = checkReadProblem(module);
  if (finding) throw new MeshWasmError(finding.code, `${name}: ${finding.message}`, { hint: finding.hint });
}
