import { type ByteString, toText } from "../../../host/bytes.ts";
import { moduleOf, type Trap } from "../../../host/wasm/trap.ts";
import {
  type ExplainedTrap,
  explainTrap,
  parseStack,
  renderFrames,
  trapTitle,
} from "../../../module/symbolicate/index.ts";

/** A trap of a module under test, with the functions that were running, and their lines where there is a source map. */
export function explainScenarioTrap(
  trap: Trap,
  sourceMap: string | null,
  lastWords: ByteString | undefined,
): ExplainedTrap {
  const { info, originalOffset } = moduleOf(trap);
  const frames = parseStack(trap.error.stack ?? "").frames.map((frame) => ({
    ...frame,
    offset: frame.offset == null ? null : originalOffset(frame.offset),
  }));
  const message = lastWords === undefined ? null : toText(lastWords);
  const { reason, callback } = trap;
  return explainTrap({ wasm: info, sourceMap, frames, reason, callback, message });
}

/** A trap as text: what happened, then its frames, a line each. */
export function trapText(trap: ExplainedTrap): string {
  return [trapTitle(trap, "the module"), ...renderFrames(trap)].join("\n");
}
