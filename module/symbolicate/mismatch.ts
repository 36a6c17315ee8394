import type { TrapFrame } from "./trap-frame.ts";
import type { TrapModule } from "./trap-module.ts";

/**
 * Why a stack is not of this module: an offset outside of its code, or in another function than the one that is named. Null
 * where all frames fit. Two builds of one source hardly ever agree in all.
 */
export function mismatch(code: TrapModule, frames: readonly TrapFrame[]): string | null {
  for (const frame of frames) {
    const reason = mismatchOf(code, frame);
    if (reason !== null) return reason;
  }
  return null;
}

function mismatchOf(code: TrapModule, { name, index, offset }: TrapFrame): string | null {
  if (offset === null || offset === undefined) return null;
  const at = `0x${offset.toString(16)}`;
  const found = code.functionAt(offset);
  if (!found) return `${at} is outside of its code`;
  if (typeof index === "number" && index !== found.index) return `function ${index} is not at ${at}`;
  if (name === null || name === undefined || name === found.name) return null;
  // An engine may name an exported function by its export.
  const isExport = code.module.exports.some(
    (one) => one.kind === "function" && one.name === name && one.index === found.index,
  );
  return isExport ? null : `at ${at} it has ${found.name}, not ${name}`;
}
