type Long = (left: bigint, right: bigint) => bigint | number;

/** Operations on two numbers of 64 bits, by their code. */
export const longOperations = new Map<number, Long>([
  [0x51, (left, right) => Number(left === right)],
  [0x52, (left, right) => Number(left !== right)],
  [0x53, (left, right) => Number(left < right)],
  [0x54, (left, right) => Number(unsigned(left) < unsigned(right))],
  [0x55, (left, right) => Number(left > right)],
  [0x56, (left, right) => Number(unsigned(left) > unsigned(right))],
  [0x57, (left, right) => Number(left <= right)],
  [0x58, (left, right) => Number(unsigned(left) <= unsigned(right))],
  [0x59, (left, right) => Number(left >= right)],
  [0x5a, (left, right) => Number(unsigned(left) >= unsigned(right))],
  [0x7c, (left, right) => left + right],
  [0x7d, (left, right) => left - right],
  [0x7e, (left, right) => left * right],
  [0x83, (left, right) => left & right],
  [0x84, (left, right) => left | right],
  [0x85, (left, right) => left ^ right],
  [0x86, (left, right) => left << (right & 63n)],
  [0x87, (left, right) => left >> (right & 63n)],
  [0x88, (left, right) => unsigned(left) >> (right & 63n)],
]);

/** Operations on one number of 64 bits, or from one to the other size. */
export const longUnary = new Map<number, (value: bigint) => bigint | number>([
  [0x50, (value) => Number(value === 0n)],
  [0xa7, (value) => Number(BigInt.asIntN(32, value))],
]);

/** Operations on one number of 32 bits. */
export const numberUnary = new Map<number, (value: number) => bigint | number>([
  [0x67, (value) => Math.clz32(value)],
  [0x68, (value) => (value === 0 ? 32 : 31 - Math.clz32(value & -value))],
  [0xac, (value) => BigInt(value)],
  [0xad, (value) => BigInt(value >>> 0)],
  [0xc0, (value) => (value << 24) >> 24],
  [0xc1, (value) => (value << 16) >> 16],
]);

function unsigned(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}
