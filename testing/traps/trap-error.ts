import { MeshWasmError } from "../../core/index.ts";
import { renderFrames, trapTitle } from "../../module/symbolicate/index.ts";
import type { Trap } from "./trap.ts";

/** The error for a trap: what happened, where, and the functions that were running. MW0527 is for one while a plugin starts. */
export function trapError(trap: Trap, code: "MW0401" | "MW0527" = "MW0401"): MeshWasmError {
  const subject = trap.plugin === "" ? "the module" : `the filter ${trap.plugin}`;
  const location = trap.frames[trap.place]?.location;
  return new MeshWasmError(code, trapTitle(trap, subject), {
    details: renderFrames(trap).map((line) => line.trim()),
    ...(location && { location: { file: location.file, line: location.line, column: location.column ?? 1 } }),
  });
}
