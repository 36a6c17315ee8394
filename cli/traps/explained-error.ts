import { MeshWasmError } from "../../core/index.ts";
import { renderFrames, TrapReader } from "../../module/index.ts";
import type { Style } from "../framework/style.ts";
import type { TrapExplainer, TrapReport } from "./trap-explainer.ts";
import { trapStyle } from "./trap-lines.ts";

/**
 * An error about a plugin that trapped while Envoy started it, with the frames in the words of its source instead of Envoy's
 * backtrace. Any other error as it is.
 */
export function explainedError(error: unknown, explainer: TrapExplainer, style: Style): unknown {
  if (!(error instanceof MeshWasmError) || error.code !== "MW0527") return error;
  const { details, last } = withExplanation(error, explainer, style);
  if (!last) return error;
  const place = last.frames[last.place]?.location;
  return new MeshWasmError(error.code, error.message, {
    details,
    hint: "look at the first frame of your own code above",
    cause: error,
    ...(place?.precision === "exact" && place.column
      ? { location: { file: place.file, line: place.line, column: place.column } }
      : {}),
  });
}

function withExplanation(
  { message, details }: MeshWasmError,
  explainer: TrapExplainer,
  style: Style,
): { details: string[]; last: TrapReport | undefined } {
  const reader = new TrapReader();
  // What the plugin logged first is in the message.
  const [, said] = / traps in \S+: (.*)$/s.exec(message) ?? [];
  if (said) reader.take(`wasm log: ${said}`);
  const lines: string[] = [];
  let held: string[] = [];
  let last: TrapReport | undefined;
  function tell(traps: ReturnType<TrapReader["end"]>): void {
    for (const logged of traps) {
      const trap = explainer.explain(logged);
      if (trap.module === null) lines.push(...held);
      lines.push(...renderFrames(trap, trapStyle(style)).map((line) => line.replace(/^ {4}/, "")));
      held = [];
      if (trap.module !== null) last = trap;
    }
  }
  for (const line of details) {
    const { before, after } = reader.take(line);
    tell(before);
    if (reader.isWaiting || after.length > 0) held.push(line);
    else lines.push(line);
    tell(after);
  }
  tell(reader.end());
  return { details: lines, last };
}
