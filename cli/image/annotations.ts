import { keyValue } from "../framework/key-value.ts";

/**
 * Reads annotations as `--annotation KEY=VALUE` gives them.
 *
 * @throws MeshWasmError MW0103
 */
export function parseAnnotations(texts: readonly string[]): Record<string, string> {
  const hint = "for example --annotation org.opencontainers.image.vendor=Acme";
  return Object.fromEntries(texts.map((text) => keyValue("--annotation", text, hint)));
}
