import { MeshWasmError } from "../../core/index.ts";

/**
 * Reads annotations as `--annotation KEY=VALUE` gives them.
 *
 * @throws MeshWasmError MW0103
 */
export function parseAnnotations(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const equals = text.indexOf("=");
      if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
      throw new MeshWasmError("MW0103", `--annotation ${text} is not KEY=VALUE`, {
        hint: "for example --annotation org.opencontainers.image.vendor=Acme",
      });
    }),
  );
}
