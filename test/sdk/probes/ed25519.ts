import { Bytes } from "mesh-wasm/assembly";
import { verifyEd25519 } from "mesh-wasm/assembly/crypto/ed25519";
import {
  add,
  invert,
  isNegative,
  isZero,
  negate,
  read,
  subtract,
  write,
} from "mesh-wasm/assembly/crypto/ed25519-field";
import { multiply, square } from "mesh-wasm/assembly/crypto/ed25519-product";
import { Ed25519PublicKey } from "mesh-wasm/assembly/crypto/ed25519-public-key";
import { digitCount, isBelowOrder, putDigits, reduce } from "mesh-wasm/assembly/crypto/ed25519-scalar";
import { input, putBytes } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

/** The input is a key of 32 bytes, a signature of a size and a text. */
export function verify(signatureSize: i32): bool {
  const key = input.slice<Bytes>(0, 32);
  const signature = input.slice<Bytes>(32, 32 + signatureSize);
  return verifyEd25519(key, input.slice<Bytes>(32 + signatureSize), signature);
}

let kept: Ed25519PublicKey | null = null;

/** Takes the input for a key that {@link verifyByKey} uses. */
export function keepKey(isSpki: bool): bool {
  kept = isSpki ? Ed25519PublicKey.fromSpki(input) : Ed25519PublicKey.fromBytes(input);
  return kept !== null;
}

/** The input is a signature and a text. */
export function verifyByKey(): bool {
  const key = kept;
  return key ? key.verify(input.slice<Bytes>(64), input.slice<Bytes>(0, 64)) : false;
}

/** Works on elements a, b, c and d of the field, 32 bytes each. */
export function field(operation: i32): void {
  const elements = changetype<usize>(new StaticArray<u8>(6 * 40));
  const a = elements;
  const b = elements + 40;
  const c = elements + 80;
  const d = elements + 120;
  const left = elements + 160;
  const right = elements + 200;
  for (let i = 0; i < 4; ++i) read(elements + 40 * i, changetype<usize>(input) + 32 * i);
  switch (operation) {
    case 0:
      multiply(left, a, b);
      break;
    case 1:
      square(left, a);
      break;
    case 2: // (a - b - c) (a + b + c), from products as the curve's formulas have them
      multiply(a, a, d);
      multiply(b, b, d);
      multiply(c, c, d);
      subtract(left, a, b);
      subtract(left, left, c);
      add(right, a, b);
      add(right, right, c);
      multiply(left, left, right);
      break;
    case 3: // (a - b - c)^2 and (b + c + d)^2
      subtract(left, a, b);
      subtract(left, left, c);
      square(left, left);
      add(right, b, c);
      add(right, right, d);
      square(right, right);
      subtract(left, left, right);
      break;
    case 4:
      invert(left, a);
      break;
    case 5: // -a, which is written without a product
      negate(left, a);
      break;
    default: // a + b + c
      add(left, a, b);
      add(left, left, c);
  }
  const result = new StaticArray<u8>(34);
  write(changetype<usize>(result), left);
  result[32] = isZero(left) ? 1 : 0;
  result[33] = isNegative(left) ? 1 : 0;
  putBytes(result);
}

export function reduced(): void {
  const result = new StaticArray<u8>(32);
  reduce(changetype<usize>(result), changetype<usize>(input));
  putBytes(result);
}

export function belowOrder(): bool {
  return isBelowOrder(changetype<usize>(input));
}

export function digits(width: i32): void {
  const result = new StaticArray<u8>(digitCount);
  putDigits(changetype<usize>(result), changetype<usize>(input), width);
  putBytes(result);
}
