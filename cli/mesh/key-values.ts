import { MeshWasmError } from "../../core/index.ts";
import { keyValue } from "../framework/key-value.ts";

/**
 * Reads `KEY=VALUE` as an option gives it, as often as it is given.
 *
 * @param option For messages: `--selector`.
 * @returns undefined where it is not given
 * @throws MeshWasmError MW0103 for one without `=` or without a key, and for a key that comes twice
 */
export function keyValues(option: string, given: readonly string[]): Record<string, string> | undefined {
  if (given.length === 0) return undefined;
  const values = new Map<string, string>();
  for (const text of given) {
    const [key, value] = keyValue(option, text, "write it with a =");
    if (values.has(key)) throw new MeshWasmError("MW0103", `${option} ${key} is given twice`, { hint: "give it once" });
    values.set(key, value);
  }
  return Object.fromEntries(values);
}
