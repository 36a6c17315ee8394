import { type Instruction, instructionAt } from "../read/index.ts";
import type { TrapFrame } from "./trap-frame.ts";
import type { TrapModule } from "./trap-module.ts";
import { trapReason } from "./trap-reason.ts";

/**
 * Why a stack is not of this module; null where all fits: each offset is of an instruction in the function that is named, the
 * innermost one can trap as the engine says, and each of the others calls the function of the frame before it. What fits in
 * all is hardly ever of another build.
 */
export function mismatch(code: TrapModule, frames: readonly TrapFrame[], reason: string | null): string | null {
  for (const [number, frame] of frames.entries()) {
    const problem = wrongFunction(code, frame) ?? wrongCall(code, frames, number);
    if (problem !== null) return problem;
  }
  return frames[0] ? cannotTrap(code, frames[0], reason) : null;
}

function wrongFunction(code: TrapModule, { name, index, offset }: TrapFrame): string | null {
  if (offset === null || offset === undefined) return null;
  const found = code.functionAt(offset);
  if (!found) return `${hex(offset)} is outside of its code`;
  if (typeof index === "number" && index !== found.index) return `function ${index} is not at ${hex(offset)}`;
  if (name === null || name === undefined || name === found.name) return null;
  // An engine may name an exported function by its export.
  const isExport = code.module.exports.some((one) => {
    return one.kind === "function" && one.name === name && one.index === found.index;
  });
  return isExport ? null : `at ${hex(offset)} it has ${found.name}, not ${name}`;
}

const call = 0x10;
/** Calls through a table or reference, and those that end the caller. */
const otherCalls = new Set([0x11, 0x12, 0x13, 0x14, 0x15]);

function wrongCall(code: TrapModule, frames: readonly TrapFrame[], number: number): string | null {
  const at = frames[number]?.offset;
  if (number === 0 || at === null || at === undefined) return null;
  const found = instructionOf(code, at);
  if (!found || (found.code !== call && !otherCalls.has(found.code))) return `there is no call at ${hex(at)}`;
  const called = frames[number - 1]?.offset;
  const expected = called === null || called === undefined ? null : code.functionAt(called);
  // The host may call the module again, as for memory.
  const isHost = found.callee !== null && found.callee < code.module.calls.imported;
  if (!expected || found.code !== call || isHost || found.callee === expected.index) return null;
  return `what is called at ${hex(at)} is not ${expected.name}`;
}

/** Codes of instructions that can trap in a way. */
const trapping: Readonly<Record<string, (code: number) => boolean>> = {
  unreachable: (code) => code === 0x00,
  "out-of-memory": (code) => code === 0x00,
  division: (code) => (code >= 0x6d && code <= 0x70) || (code >= 0x7f && code <= 0x82),
  conversion: (code) => (code >= 0xa8 && code <= 0xb1) || code === 0xfc,
  "memory-bounds": (code) => (code >= 0x28 && code <= 0x3e) || code >= 0xfc,
};

function cannotTrap(code: TrapModule, { offset }: TrapFrame, reason: string | null): string | null {
  if (offset === null || offset === undefined || !reason) return null;
  const { kind } = trapReason(reason, null);
  const isEntry = code.functionAt(offset)?.offset === offset;
  if (kind === "stack-overflow" && isEntry) return null;
  const found = instructionOf(code, offset);
  if (!found) return `no instruction begins at ${hex(offset)}`;
  return trapping[kind]?.(found.code) === false ? `nothing at ${hex(offset)} can trap so` : null;
}

function instructionOf(code: TrapModule, offset: number): Instruction | null {
  const body = code.functionAt(offset);
  return body && instructionAt(code.module.bytes, body, offset);
}

function hex(offset: number): string {
  return `0x${offset.toString(16)}`;
}
