/** The smallest and the largest value of each type of integers. */
const ranges = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
} as const;

export type IntegerType = keyof typeof ranges;

export function isIntegerType(type: string): type is IntegerType {
  return type in ranges;
}

/** A value as a field of this type holds it: numbers of 64 bits as bigint. Undefined where it does not fit. */
export function asInteger(type: IntegerType, value: bigint): number | bigint | undefined {
  const [least, most] = ranges[type];
  if (value < least || value > most) return undefined;
  return type === "int64" || type === "uint64" ? value : Number(value);
}

/** The words for the range of a type. */
export function rangeOf(type: IntegerType): string {
  const [least, most] = ranges[type];
  return `an integer from ${least} to ${most}`;
}
