import { isCancel } from "@clack/prompts";
import { MeshWasmError } from "../../core/index.ts";

/**
 * What was answered to a question.
 *
 * @throws MeshWasmError MW0002 where the user has left it
 */
export function answered<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw new MeshWasmError("MW0002", "no answer was given");
  return answer as Exclude<T, symbol>;
}
