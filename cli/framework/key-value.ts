import { MeshWasmError } from "../../core/index.ts";

/**
 * Reads `KEY=VALUE` as an option gives it.
 *
 * @param option For messages: `--selector`.
 * @throws MeshWasmError MW0103 for one without `=` or without a key
 */
export function keyValue(option: string, text: string, hint: string): [key: string, value: string] {
  const equals = text.indexOf("=");
  if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
  throw new MeshWasmError("MW0103", `${option} ${text} is not KEY=VALUE`, { hint });
}
