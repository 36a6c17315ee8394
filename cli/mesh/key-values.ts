import { MeshWasmError } from "../../core/index.ts";

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
    const cut = text.indexOf("=");
    if (cut < 1) throw new MeshWasmError("MW0103", `${option} ${text} is not KEY=VALUE`, { hint: "write it with a =" });
    const key = text.slice(0, cut);
    if (values.has(key)) throw new MeshWasmError("MW0103", `${option} ${key} is given twice`, { hint: "give it once" });
    values.set(key, text.slice(cut + 1));
  }
  return Object.fromEntries(values);
}
