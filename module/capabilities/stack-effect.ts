/** How many values an instruction takes from the stack and puts there, those of control flow, locals and calls aside; null where that is not known. */
export function stackEffect(code: number): readonly [takes: number, gives: number] | null {
  if (code < 0x100) return plainEffect(code);
  const own = code % 4096;
  if (code - own === 0xfc * 4096) return bulkEffect(own);
  if (code - own === 0xfd * 4096) return vectorEffect(own);
  return null;
}

const unary = [1, 1] as const;
const binary = [2, 1] as const;
const nothing = [0, 0] as const;
const value = [0, 1] as const;

function plainEffect(code: number): readonly [number, number] | null {
  if (code === 0x01) return nothing;
  if (code === 0x1a) return [1, 0];
  if (code >= 0x28 && code <= 0x35) return unary; // loads
  if (code >= 0x36 && code <= 0x3e) return [2, 0]; // stores
  if (code === 0x3f) return value;
  if (code === 0x40) return unary;
  if (code >= 0x41 && code <= 0x44) return value;
  if (code === 0x45 || code === 0x50) return unary; // eqz
  if (code >= 0x46 && code <= 0x66) return binary; // comparisons
  if (code >= 0x67 && code <= 0xa6) return isUnaryArithmetic(code) ? unary : binary;
  if (code >= 0xa7 && code <= 0xc4) return unary; // conversions
  if (code === 0xd0 || code === 0xd2) return value;
  if (code === 0xd1) return unary;
  if (code === 0x25) return unary;
  if (code === 0x26) return [2, 0];
  return null;
}

/** clz, ctz and popcnt; abs, neg, ceil, floor, trunc, nearest and sqrt. */
function isUnaryArithmetic(code: number): boolean {
  const ranges = [
    [0x67, 0x69],
    [0x79, 0x7b],
    [0x8b, 0x91],
    [0x99, 0x9f],
  ] as const;
  return ranges.some(([first, last]) => code >= first && code <= last);
}

function bulkEffect(code: number): readonly [number, number] | null {
  if (code <= 0x07) return unary;
  if (code === 0x09 || code === 0x0d) return nothing;
  if (code === 0x0f) return binary;
  if (code === 0x10) return value;
  return code <= 0x11 ? [3, 0] : null;
}

/** The vector instructions with which compilers copy and compare bytes; the many others are not followed. */
function vectorEffect(code: number): readonly [number, number] | null {
  if (code <= 0x0a || code === 0x5c || code === 0x5d) return unary; // loads
  if (code === 0x0b) return [2, 0];
  if (code === 0x0c) return value;
  if (code === 0x0d) return binary; // shuffle
  if (code === 0x0e) return binary; // swizzle
  if (code >= 0x0f && code <= 0x14) return unary; // splat
  if (code >= 0x15 && code <= 0x22) return lanes.has(code) ? binary : unary;
  if (code >= 0x23 && code <= 0x4c) return binary; // comparisons
  if (code === 0x4d || code === 0x53) return unary; // not, any_true
  if (code >= 0x4e && code <= 0x51) return binary; // and, andnot, or, xor
  if (code === 0x52) return [3, 1]; // bitselect
  if (code >= 0x54 && code <= 0x57) return binary; // load_lane
  if (code >= 0x58 && code <= 0x5b) return [2, 0]; // store_lane
  return null;
}

/** replace_lane takes the vector and the new value. */
const lanes = new Set([0x17, 0x1a, 0x1c, 0x1e, 0x20, 0x22]);
