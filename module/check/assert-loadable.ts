import { MeshWasmError } from "../../core/index.ts";
import type { WasmModule } from "../read/index.ts";
import { checkModule } from "./check-module.ts";

/**
 * Throws where Envoy would refuse the module or crash on it: a {@link MeshWasmError} with the first error's code,
 * message and hint, and all findings, warnings too, as its details.
 *
 * @example
 * assertLoadable(readModule(await readFile("build/canary.wasm")));
 */
export function assertLoadable(module: WasmModule): void {
  const findings = checkModule(module);
  const first = findings.find(({ level }) => level === "error");
  if (!first) return;
  const details = findings.length > 1 ? findings.map(({ code, level, message }) => `${level} ${code}: ${message}`) : [];
  throw new MeshWasmError(first.code, `the module is not fit for Envoy: ${first.message}`, {
    details,
    hint: first.hint,
  });
}
