import { withoutTypeArguments } from "./assemblyscript-name.ts";
import { frameName } from "./frame-name.ts";
import { type ExplainedFrame, exactly } from "./trap-frame.ts";
import type { TrapModule } from "./trap-module.ts";

/**
 * The frames with the right names where the optimizer has made one function of two with the same code: the place of the call
 * tells which one the source means. Where in it is then not known.
 */
export function withTwinsTold(code: TrapModule, frames: readonly ExplainedFrame[]): ExplainedFrame[] {
  return frames.map((frame, index) => {
    const caller = frames[index + 1];
    return (caller && twinCalled(code, frame, caller)) ?? frame;
  });
}

function twinCalled(code: TrapModule, frame: ExplainedFrame, caller: ExplainedFrame): ExplainedFrame | null {
  const { location } = caller;
  const callerPlace = placeOf(code, caller);
  const place = placeOf(code, frame);
  if (!code.map || !callerPlace || !place || location?.precision !== "exact" || location.column === null) return null;
  const called = code.map.calledAt(callerPlace, { ...location, column: location.column });
  const [only, ...others] = called;
  if (!only || others.length > 0 || only.place === place) return null;
  const declared = code.map.positionOf(only.file, only.place[3]);
  const text = declared && (code.map.textOf(only.file)?.split(/\r?\n/)[declared.line - 1]?.trim() ?? null);
  return {
    ...frame,
    name: only.place[0],
    location: declared && { ...exactly(declared), precision: "declaration", text },
  };
}

function placeOf(code: TrapModule, { rawName, origin, role }: ExplainedFrame) {
  if (rawName === null || origin !== "own" || role !== "code") return null;
  const { file, name } = frameName(rawName, code);
  return file === null ? null : (code.map?.functionNamed(file, withoutTypeArguments(name)) ?? null);
}
