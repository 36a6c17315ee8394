import { Bytes } from "../abi/bytes";
import { multiplesSize, putMultiples } from "./ed25519-multiples";
import { readPoint } from "./ed25519-point";

/** Width of the digits of what the base point is multiplied with. */
export const baseWidth: i32 = 6;

/** The base point as 32 bytes, and as a point. */
function scratch(): usize {
  return memory.data(32 + 160);
}

/** Multiples of the base point (RFC 8032, section 5.1), made once: in the module they would take 10 KiB. */
export class Ed25519Base {
  @lazy private static made: Bytes | null = null;

  /** The address of the multiples for digits of {@link baseWidth}. They are kept. */
  static multiples(): usize {
    let multiples = Ed25519Base.made;
    if (!multiples) Ed25519Base.made = multiples = makeMultiples();
    return changetype<usize>(multiples);
  }
}

function makeMultiples(): Bytes {
  const multiples = new StaticArray<u8>(multiplesSize(baseWidth));
  const encoded = scratch();
  const point = encoded + 32;
  // y is 4 / 5
  memory.fill(encoded, 0x66, 32);
  store<u8>(encoded, 0x58);
  readPoint(point, encoded);
  putMultiples(changetype<usize>(multiples), point, baseWidth);
  return multiples;
}
