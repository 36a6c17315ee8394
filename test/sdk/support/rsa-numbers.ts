/** A number as `length` big-endian bytes. */
export function toBytes(number: bigint, length = byteLength(number)): Buffer {
  return Buffer.from(number.toString(16).padStart(length * 2, "0"), "hex");
}

/** The number of big-endian bytes. */
export function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
}

export function bitLength(number: bigint): number {
  return number.toString(2).length;
}

/** Bytes that a number takes. */
export function byteLength(number: bigint): number {
  return Math.ceil(bitLength(number) / 8);
}

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n % modulus;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === "1") result = (result * base) % modulus;
  }
  return result;
}

/** What a number must be multiplied with to be 1; `null` when there is no such number. */
export function inverse(number: bigint, modulus: bigint): bigint | null {
  let [a, b, x, y] = [modulus, number % modulus, 0n, 1n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b, x, y] = [b, a - quotient * b, y, x - quotient * y];
  }
  return a === 1n ? ((x % modulus) + modulus) % modulus : null;
}
