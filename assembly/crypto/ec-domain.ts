import { Bytes } from "../abi/bytes";
import { EcCurve } from "./ec-curve";
import { limbsP256, limbsP384, multiply } from "./ec-field";
import { negatedInverse } from "./ec-inverse";
import { isNull, isSame, readLittleEndian, stride } from "./ec-number";

/** Words of 32 bits, the least significant first: p, n, b, x and y of G, 2^522 modulo p and modulo n. */
// biome-ignore format: a table
function wordsP256(): usize {
  return memory.data<u32>([
    0xffffffff, 0xffffffff, 0xffffffff, 0x00000000, 0x00000000, 0x00000000, 0x00000001, 0xffffffff,
    0xfc632551, 0xf3b9cac2, 0xa7179e84, 0xbce6faad, 0xffffffff, 0xffffffff, 0x00000000, 0xffffffff,
    0x27d2604b, 0x3bce3c3e, 0xcc53b0f6, 0x651d06b0, 0x769886bc, 0xb3ebbd55, 0xaa3a93e7, 0x5ac635d8,
    0xd898c296, 0xf4a13945, 0x2deb33a0, 0x77037d81, 0x63a440f2, 0xf8bce6e5, 0xe12c4247, 0x6b17d1f2,
    0x37bf51f5, 0xcbb64068, 0x6b315ece, 0x2bce3357, 0x7c0f9e16, 0x8ee7eb4a, 0xfe1a7f9b, 0x4fe342e2,
    0x00000c00, 0x00000000, 0xfffffc00, 0xffffefff, 0xfffffbff, 0xffffffff, 0xfffff7ff, 0x000013ff,
    0xb48d9ef5, 0x45e9cfee, 0xb2d31a99, 0x1f11fc5b, 0xafb16586, 0x16c8e4ad, 0x65587f06, 0x84b6556a,
  ]);
}

/** The same of P-384, with 2^812. */
// biome-ignore format: a table
function wordsP384(): usize {
  return memory.data<u32>([
    0xffffffff, 0x00000000, 0x00000000, 0xffffffff, 0xfffffffe, 0xffffffff,
    0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
    0xccc52973, 0xecec196a, 0x48b0a77a, 0x581a0db2, 0xf4372ddf, 0xc7634d81,
    0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
    0xd3ec2aef, 0x2a85c8ed, 0x8a2ed19d, 0xc656398d, 0x5013875a, 0x0314088f,
    0xfe814112, 0x181d9c6e, 0xe3f82d19, 0x988e056b, 0xe23ee7e4, 0xb3312fa7,
    0x72760ab7, 0x3a545e38, 0xbf55296c, 0x5502f25d, 0x82542a38, 0x59f741e0,
    0x8ba79b98, 0x6e1d3b62, 0xf320ad74, 0x8eb1c71e, 0xbe8b0537, 0xaa87ca22,
    0x90ea0e5f, 0x7a431d7c, 0x1d7e819d, 0x0a60b1ce, 0xb5f0b8c0, 0xe9da3113,
    0x289a147c, 0xf8f41dbd, 0x9292dc29, 0x5d9e98bf, 0x96262c6f, 0x3617de4a,
    0x00000000, 0x00001000, 0xffffe000, 0x00000fff, 0x00002000, 0x00000000,
    0xffffe000, 0x00000fff, 0x00002000, 0x00001000, 0x00000000, 0x00000000,
    0xa699ee97, 0x3bdba6ef, 0xc233683a, 0x22eb306a, 0x2fafdc54, 0xe777d42b,
    0x30606de5, 0xb1cc5bf0, 0xd49174aa, 0x66895d40, 0x05b7a282, 0x9bf213fb,
  ]);
}

function scratch(): usize {
  return memory.data(64, 8);
}

/** A curve y^2 = x^3 - 3x + b modulo a prime p, with a point G of prime order n (SP 800-186, section 3.2.1). */
@final
export class EcDomain {
  /** Limbs and bytes of a number. */
  readonly limbs: i32;
  readonly size: i32;
  /** -1 / n, modulo the limb's 2^29. */
  readonly orderFactor: i64;
  /** Multiples of G: see `baseTable`. */
  baseTable: Bytes | null = null;
  private numbers: Bytes;

  constructor(curve: EcCurve) {
    const isP256 = curve == EcCurve.P256;
    const words = isP256 ? wordsP256() : wordsP384();
    const size = isP256 ? 32 : 48;
    const limbs = isP256 ? limbsP256 : limbsP384;
    this.size = size;
    this.limbs = limbs;
    this.numbers = new StaticArray<u8>(9 * <i32>stride);
    for (let i = 0; i < 7; ++i) readLittleEndian(limbs, this.number(i), words + i * size, size);
    store<i32>(this.number(7), 1);
    this.orderFactor = negatedInverse(load<u32>(this.order));
    this.toField(this.number(2), this.number(2));
    this.toField(this.number(3), this.number(3));
    this.toField(this.number(4), this.number(4));
    this.toField(this.number(8), this.number(7));
  }

  get prime(): usize {
    return this.number(0);
  }

  get order(): usize {
    return this.number(1);
  }

  get b(): usize {
    return this.number(2);
  }

  get baseX(): usize {
    return this.number(3);
  }

  get baseY(): usize {
    return this.number(4);
  }

  /** The square of what a number is multiplied by in Montgomery's form, modulo n. */
  get orderSquare(): usize {
    return this.number(6);
  }

  /** 1 as a plain number. */
  get plainOne(): usize {
    return this.number(7);
  }

  /** 1 in Montgomery's form. */
  get one(): usize {
    return this.number(8);
  }

  /** Brings a plain number into Montgomery's form of the field. */
  toField(out: usize, plain: usize): void {
    multiply(this.limbs, out, plain, this.number(5));
  }

  /** Brings a number of the field out of Montgomery's form: from 0 to p, in its normal form. */
  fromField(out: usize, number: usize): void {
    multiply(this.limbs, out, number, this.plainOne);
  }

  /** Whether a number of the field is 0. */
  isZero(number: usize): bool {
    const plain = scratch();
    this.fromField(plain, number);
    return isNull(this.limbs, plain) || isSame(this.limbs, plain, this.prime);
  }

  private number(index: i32): usize {
    return changetype<usize>(this.numbers) + <usize>index * stride;
  }
}

let p256: EcDomain | null = null;
let p384: EcDomain | null = null;

/** The numbers of a curve. */
export function ecDomain(curve: EcCurve): EcDomain {
  const known = curve == EcCurve.P256 ? p256 : p384;
  if (known) return known;
  const domain = new EcDomain(curve);
  if (curve == EcCurve.P256) p256 = domain;
  else p384 = domain;
  return domain;
}
