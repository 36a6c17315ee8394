import { MeshWasmError } from "../../core/index.ts";
import { renderFrames, trapTitle } from "../../module/symbolicate/index.ts";
import type { Trap } from "./trap.ts";

/** The error for a trap: what happened, where, and the functions that were running. */
export function trapError(trap: Trap): MeshWasmError {
  const subject = trap.plugin === "" ? "the module" : `the filter ${trap.plugin}`;
  const location = trap.frames[trap.place]?.location;
  return new MeshWasmError("MW0401", trapTitle(trap, subject), {
    details: renderFrames(trap).map((line) => line.trim()),
    ...(location && { location: { file: location.file, line: location.line, column: location.column ?? 1 } }),
  });
}
