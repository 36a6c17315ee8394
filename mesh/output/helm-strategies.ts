import { MeshWasmError } from "../../core/index.ts";
import type { Manifest } from "../manifest.ts";
import type { FailStrategy, MeshPlugin } from "../mesh-plugin.ts";

const all: readonly FailStrategy[] = ["close", "open", "reload"];

/** The fail strategies of which the target does not say that it has none. */
export function strategiesOf(plugin: MeshPlugin, manifestFor: (plugin: MeshPlugin) => Manifest): FailStrategy[] {
  return all.filter((failStrategy) => {
    try {
      manifestFor({ ...plugin, failStrategy });
      return true;
    } catch (error) {
      if (error instanceof MeshWasmError) return false;
      throw error;
    }
  });
}

/** One text for each fail strategy. */
export type StrategyTexts = readonly (readonly [strategy: string, text: string])[];

/** One template of these texts: where a line differs, the strategy among the values decides over what stands behind its colon. */
export function byStrategy(texts: StrategyTexts): string {
  const variants = texts.map(([strategy, text]) => ({ strategy, lines: text.split("\n") }));
  const [first] = variants;
  return (first?.lines ?? [])
    .map((line, index) => {
      if (variants.every(({ lines }) => lines[index] === line)) return line;
      const key = line.slice(0, line.lastIndexOf(": ") + 2);
      const words = variants.map(({ strategy, lines }) => `"${strategy}" "${lines[index]?.slice(key.length)}"`);
      return `${key}{{ get (dict ${words.join(" ")}) .Values.failStrategy }}`;
    })
    .join("\n");
}
