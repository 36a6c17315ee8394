import {
  createECDH,
  createHash,
  createPublicKey,
  ECDH,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { generator } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;

beforeAll(async () => {
  probe = await runProbe(await buildProbe("ecdsa"));
});

/** A curve, from SP 800-186, and what Node and the probe call it. */
interface Curve {
  id: number;
  crv: string;
  ecdh: string;
  size: number;
  limbs: number;
  p: bigint;
  n: bigint;
  b: bigint;
}

const curves: Curve[] = [
  {
    id: 0,
    crv: "P-256",
    ecdh: "prime256v1",
    size: 32,
    limbs: 9,
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  {
    id: 1,
    crv: "P-384",
    ecdh: "secp384r1",
    size: 48,
    limbs: 14,
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
];

/** In the order of HashAlgorithm. */
const hashes = ["sha224", "sha256", "sha384", "sha512"];

interface Point {
  x: bigint;
  y: bigint;
}

function mod(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let square = mod(base, modulus), rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function invert(value: bigint, modulus: bigint): bigint {
  return power(value, modulus - 2n, modulus);
}

function toBytes(value: bigint, size: number): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * size, "0"), "hex");
}

function fromBytes(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`);
}

/** k * G, by Node. */
function multipleOfG(curve: Curve, k: bigint): Point {
  const ecdh = createECDH(curve.ecdh);
  ecdh.setPrivateKey(toBytes(k, curve.size));
  const bytes = ecdh.getPublicKey();
  return { x: fromBytes(bytes.subarray(1, 1 + curve.size)), y: fromBytes(bytes.subarray(1 + curve.size)) };
}

/** The sum of two points with different x. */
function sum(curve: Curve, a: Point, b: Point): Point {
  const slope = mod((b.y - a.y) * invert(b.x - a.x, curve.p), curve.p);
  const x = mod(slope * slope - a.x - b.x, curve.p);
  return { x, y: mod(slope * (a.x - x) - a.y, curve.p) };
}

/** The y of a point, if there is one. */
function yOf(curve: Curve, x: bigint): bigint | undefined {
  const square = mod(x ** 3n - 3n * x + curve.b, curve.p);
  const y = power(square, (curve.p + 1n) / 4n, curve.p);
  return (y * y) % curve.p === square ? y : undefined;
}

function bytesOf(curve: Curve, point: Point): Buffer {
  return Buffer.concat([toBytes(point.x, curve.size), toBytes(point.y, curve.size)]);
}

function keyOf(curve: Curve, point: Point): KeyObject {
  const x = toBytes(point.x, curve.size).toString("base64url");
  const y = toBytes(point.y, curve.size).toString("base64url");
  return createPublicKey({ key: { kty: "EC", crv: curve.crv, x, y }, format: "jwk" });
}

function spkiOf(key: KeyObject): Buffer {
  return key.export({ type: "spki", format: "der" });
}

function useKey(key: KeyObject): void {
  expect(probe.give("fromSpki", spkiOf(key))).toBeGreaterThan(0);
}

function verifies(hash: string, text: Buffer, signature: Buffer): boolean {
  return probe.give("verify", Buffer.concat([text, signature]), hashes.indexOf(hash), text.length) !== 0;
}

function verifiesDer(hash: string, text: Buffer, signature: Buffer): boolean {
  return probe.give("verifyDer", Buffer.concat([text, signature]), hashes.indexOf(hash), text.length) !== 0;
}

function nodeVerifies(hash: string, text: Buffer, key: KeyObject, signature: Buffer): boolean {
  return verify(hash, text, { key, dsaEncoding: "ieee-p1363" }, signature);
}

function nodeVerifiesDer(hash: string, text: Buffer, key: KeyObject, signature: Buffer): boolean {
  return verify(hash, text, { key, dsaEncoding: "der" }, signature);
}

function numberOfHash(curve: Curve, hash: string, text: Buffer): bigint {
  return fromBytes(createHash(hash).update(text).digest().subarray(0, curve.size));
}

/** A key that makes (r, s) valid where R = (x, y) with r = x modulo n: r^-1 (s R - e G). */
function recover(curve: Curve, point: Point, r: bigint, e: bigint): Point {
  // With s = r that is R - (e / r) G
  const subtrahend = multipleOfG(curve, mod(-e * invert(r, curve.n), curve.n));
  return sum(curve, point, subtrahend);
}

describe.each(curves)("ECDSA over $crv", (curve) => {
  const { id, size, n, p } = curve;

  test("accepts what Node signs and rejects it when tampered with, with every hash", () => {
    const random = generator(id + 1);
    const pair = () => generateKeyPairSync("ec", { namedCurve: curve.ecdh });
    let { publicKey, privateKey } = pair();
    for (let round = 0; round < 320; ++round) {
      const hash = hashes[round % 4] ?? "";
      const text = Buffer.from(`text ${round}`.repeat(1 + (round % 40)));
      const raw = sign(hash, text, { key: privateKey, dsaEncoding: "ieee-p1363" });
      const der = sign(hash, text, { key: privateKey, dsaEncoding: "der" });
      if (round % 8 < 4) useKey(publicKey);
      expect(verifies(hash, text, raw)).toBe(true);
      expect(verifiesDer(hash, text, der)).toBe(true);
      for (const original of [raw, der]) {
        const tampered = Buffer.from(original);
        const at = Math.floor(random() * tampered.length);
        tampered[at] = (tampered[at] ?? 0) ^ (1 << Math.floor(random() * 8));
        expect(verifies(hash, text, tampered)).toBe(false);
        expect(verifiesDer(hash, text, tampered)).toBe(false);
      }
      expect(verifies(hash, Buffer.concat([text, Buffer.from("!")]), raw)).toBe(false);
      expect(verifies(hashes[(round + 1) % 4] ?? "", text, raw)).toBe(false);
      if (round % 4 < 3) continue;
      ({ publicKey, privateKey } = pair());
      useKey(publicKey);
      expect(verifies(hash, text, raw)).toBe(false);
    }
  });

  test("takes r and s from 1 to n - 1 only, and n - s in place of s", () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: curve.ecdh });
    const text = Buffer.from("a text");
    const raw = sign("sha256", text, { key: privateKey, dsaEncoding: "ieee-p1363" });
    const r = fromBytes(raw.subarray(0, size));
    const s = fromBytes(raw.subarray(size));
    const largest = 256n ** BigInt(size) - 1n;
    const others = [
      0n,
      1n,
      2n,
      n - 2n,
      n - 1n,
      n,
      n + 1n,
      p - 1n,
      p,
      p + 1n,
      largest - 1n,
      largest,
      p - n,
      n - r,
      n - s,
    ];
    const pairs = others.flatMap((value) => [
      [r, value],
      [value, s],
      [value, value],
    ]);
    useKey(publicKey);
    for (const [a = 0n, b = 0n] of pairs) {
      const signature = Buffer.concat([toBytes(a, size), toBytes(b, size)]);
      const valid = a === r && b === n - s;
      expect(nodeVerifies("sha256", text, publicKey, signature)).toBe(valid);
      expect(verifies("sha256", text, signature)).toBe(valid);
    }
  });

  test("knows an x that n is less than", () => {
    // The point's x is r + n; it is below p
    let r = 1n;
    while (yOf(curve, r + n) === undefined) ++r;
    const text = Buffer.from("r + n");
    const x = r + n;
    const key = keyOf(curve, recover(curve, { x, y: yOf(curve, x) ?? 0n }, r, numberOfHash(curve, "sha256", text)));
    const signature = Buffer.concat([toBytes(r, size), toBytes(r, size)]);
    useKey(key);
    expect(nodeVerifies("sha256", text, key, signature)).toBe(true);
    expect(verifies("sha256", text, signature)).toBe(true);
    const unreduced = Buffer.concat([toBytes(x, size), toBytes(r, size)]);
    expect(nodeVerifies("sha256", text, key, unreduced)).toBe(false);
    expect(verifies("sha256", text, unreduced)).toBe(false);
  });

  test("does not take r + n for x where it is beyond p", () => {
    // The point's x is r + n - p
    let x = 1n;
    while (yOf(curve, x) === undefined) ++x;
    const text = Buffer.from("r + n - p");
    const r = x + p - n;
    const key = keyOf(curve, recover(curve, { x, y: yOf(curve, x) ?? 0n }, r, numberOfHash(curve, "sha256", text)));
    const signature = Buffer.concat([toBytes(r, size), toBytes(r, size)]);
    useKey(key);
    expect(nodeVerifies("sha256", text, key, signature)).toBe(false);
    expect(verifies("sha256", text, signature)).toBe(false);
  });

  test("adds points that are the same, opposite or infinity on the way", () => {
    // Where a scalar's second part begins, and its last bit
    const part = 2n ** BigInt(2 * size);
    const end = 2n ** BigInt(8 * size - 1);
    const scalars = [1n, 3n, 16n, part, part + 1n, end, n - 1n, n - 3n, n - part, (n + 1n) / 2n];
    for (const d of [1n, part, n - 1n, n - 3n]) {
      const key = bytesOf(curve, multipleOfG(curve, d));
      for (const u of [0n, n, ...scalars]) {
        for (const v of scalars) {
          const k = mod(u + v * d, n);
          // At infinity there is no r: any one must be rejected
          const r = k === 0n ? 1n : mod(multipleOfG(curve, k).x, n);
          const s = mod(r * invert(v, n), n);
          const e = u === n ? n : mod(u * s, n);
          const digest = toBytes(e, size);
          const signed = Buffer.concat([key, toBytes(r, size), toBytes(s, size), digest]);
          expect(probe.give("verifyDigest", signed, id), `d ${d}, u ${u}, v ${v}`).toBe(k === 0n ? 0 : 1);
        }
      }
    }
  });

  test("verifies with keys next to G's, as Node does", () => {
    for (const d of [1n, 2n, n - 1n, n - 2n]) {
      const key = keyOf(curve, multipleOfG(curve, d));
      useKey(key);
      for (let round = 0; round < 8; ++round) {
        const text = Buffer.from(`${d} ${round}`);
        const e = numberOfHash(curve, "sha384", text);
        for (const k of [BigInt(round) + 1n, d, mod(e * 3n, n)]) {
          const r = mod(multipleOfG(curve, k).x, n);
          const s = mod(invert(k, n) * (e + r * d), n);
          const signature = Buffer.concat([toBytes(r, size), toBytes(s, size)]);
          expect(nodeVerifies("sha384", text, key, signature)).toBe(true);
          expect(verifies("sha384", text, signature)).toBe(true);
        }
      }
    }
  });

  test("makes the key's and the base point's multiples meet", () => {
    const text = Buffer.from("meet");
    const e = numberOfHash(curve, "sha256", text);
    const r = mod(multipleOfG(curve, 7n).x, n);
    // u G = v Q, whose sum is a doubling
    const d = mod(e * invert(r, n), n);
    const s = mod(2n * e * invert(7n, n), n);
    const same = keyOf(curve, multipleOfG(curve, d));
    const signature = Buffer.concat([toBytes(r, size), toBytes(s, size)]);
    useKey(same);
    expect(nodeVerifies("sha256", text, same, signature)).toBe(true);
    expect(verifies("sha256", text, signature)).toBe(true);
    // u G = -v Q, whose sum is infinity
    const opposite = keyOf(curve, multipleOfG(curve, n - d));
    useKey(opposite);
    for (const other of [1n, 2n, s, r]) {
      const nothing = Buffer.concat([toBytes(r, size), toBytes(other, size)]);
      expect(nodeVerifies("sha256", text, opposite, nothing)).toBe(false);
      expect(verifies("sha256", text, nothing)).toBe(false);
    }
  });

  test("takes hashes beyond n and of every length", () => {
    const d = 123456789n;
    const k = 987654321n;
    const key = bytesOf(curve, multipleOfG(curve, d));
    const r = mod(multipleOfG(curve, k).x, n);
    const digests: Buffer[] = [0, 1, 20, 28, size - 1, size, size + 1, 64].map((length) => Buffer.alloc(length, 0xff));
    digests.push(toBytes(n - 1n, size), toBytes(n + 1n, size), Buffer.alloc(size), Buffer.alloc(64, 1));
    for (const digest of digests) {
      const e = digest.length > 0 ? fromBytes(digest.subarray(0, size)) : 0n;
      const s = mod(invert(k, n) * (e + r * d), n);
      const signed = (value: bigint) => Buffer.concat([key, toBytes(r, size), toBytes(value, size), digest]);
      expect(probe.give("verifyDigest", signed(s), id)).toBe(1);
      expect(probe.give("verifyDigest", signed(s - 1n), id)).toBe(0);
    }
  });

  test("takes raw signatures of one size only", () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: curve.ecdh });
    const text = Buffer.from("a text");
    const raw = sign("sha256", text, { key: privateKey, dsaEncoding: "ieee-p1363" });
    useKey(publicKey);
    for (let length = 0; length < 2 * size; ++length) {
      expect(verifies("sha256", text, raw.subarray(0, length))).toBe(false);
    }
    expect(verifies("sha256", text, Buffer.concat([raw, Buffer.alloc(1)]))).toBe(false);
    expect(verifies("sha256", text, Buffer.concat([Buffer.alloc(2), raw]))).toBe(false);
    const wider = [Buffer.alloc(1), raw.subarray(0, size), Buffer.alloc(1), raw.subarray(size)];
    expect(verifies("sha256", text, Buffer.concat(wider))).toBe(false);
  });

  test("takes DER to the letter, as Node does", () => {
    const random = generator(id + 11);
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: curve.ecdh });
    const text = Buffer.from("a text");
    useKey(publicKey);
    let der = sign("sha256", text, privateKey);
    // Both numbers without a zero in front, so that one is easily put there
    while (der[3] !== size || der[5 + size] !== size) der = sign("sha256", text, privateKey);
    const r = der.subarray(4, 4 + size);
    const s = der.subarray(6 + size);
    const element = (tag: number, ...content: Buffer[]) => {
      const all = Buffer.concat(content);
      return Buffer.concat([Buffer.from([tag, all.length]), all]);
    };
    const zero = Buffer.alloc(1);
    const cases = [
      der,
      element(0x30, element(2, zero, r), element(2, s)),
      element(0x30, element(2, r), element(2, zero, s)),
      element(0x30, element(2, zero, zero, r), element(2, s)),
      element(0x30, element(2, Buffer.from([0xff]), r), element(2, s)),
      element(0x30, element(2, r), element(2, s), zero),
      element(0x30, element(2, r), element(2, s), element(5)),
      element(0x30, element(2, r)),
      element(0x30, element(2), element(2, s)),
      element(0x30, element(2, zero), element(2, s)),
      element(0x30, element(2, r), element(2, zero)),
      element(0x30, element(3, r), element(2, s)),
      element(0x31, element(2, r), element(2, s)),
      element(0x30, element(2, s), element(2, r)),
      Buffer.concat([der, zero]),
      der.subarray(0, der.length - 1),
      der.subarray(0, 0),
      Buffer.concat([Buffer.from([0x30, 0x81, der.length - 2]), der.subarray(2)]),
      Buffer.concat([Buffer.from([0x30, 0x82, 0, der.length - 2]), der.subarray(2)]),
      Buffer.concat([Buffer.from([0x30, 0x80]), der.subarray(2), Buffer.alloc(2)]),
      Buffer.concat([Buffer.from([0x30, der.length - 1, 2, 0x81, size]), der.subarray(4)]),
      Buffer.concat([r, s]),
    ];
    for (let round = 0; round < 400; ++round) {
      const mutated = [...der];
      const at = Math.floor(random() * 12);
      const removed = Math.floor(random() * 2);
      mutated.splice(at < 8 ? at : size + at - 6, removed, Math.floor(random() * 256));
      cases.push(Buffer.from(mutated));
    }
    for (const signature of cases) {
      const expected = nodeVerifiesDer("sha256", text, publicKey, signature);
      expect(verifiesDer("sha256", text, signature), signature.toString("hex")).toBe(expected);
    }
    expect(verifiesDer("sha256", text, der)).toBe(true);
  });

  test("reads keys of every form", () => {
    for (let round = 0; round < 20; ++round) {
      const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: curve.ecdh });
      const text = Buffer.from("a text");
      const signature = sign("sha256", text, { key: privateKey, dsaEncoding: "ieee-p1363" });
      const spki = spkiOf(publicKey);
      const point = spki.subarray(spki.length - 2 * size - 1);
      const compressed = ECDH.convertKey(point, curve.ecdh, undefined, undefined, "compressed") as Buffer;
      const reads = [
        () => probe.give("fromSpki", spki),
        () => probe.give("fromPem", publicKey.export({ type: "spki", format: "pem" })),
        () => probe.give("fromPoint", point, id),
        () => probe.give("fromPoint", compressed, id),
        () => probe.give("fromCoordinates", point.subarray(1), id, size),
      ];
      for (const read of reads) {
        expect(probe.give("fromSpki", "")).toBe(0);
        expect(verifies("sha256", text, signature)).toBe(false);
        expect(read()).toBe(id + 1);
        expect(verifies("sha256", text, signature)).toBe(true);
      }
      const opposite = Buffer.from(compressed);
      opposite[0] = 5 - (compressed[0] ?? 0);
      expect(probe.give("fromPoint", opposite, id)).toBe(id + 1);
      expect(verifies("sha256", text, signature)).toBe(false);
    }
  });

  test("reads no points that are not on the curve", () => {
    const { x, y } = multipleOfG(curve, 12345n);
    const pair = (a: bigint, b: bigint) => Buffer.concat([toBytes(a, size), toBytes(b, size)]);
    expect(probe.give("fromCoordinates", pair(x, y), id, size)).toBe(id + 1);
    expect(probe.give("fromCoordinates", pair(x, p - y), id, size)).toBe(id + 1);
    const largest = 256n ** BigInt(size) - 1n;
    const others = [
      [x, y + 1n],
      [x, y - 1n],
      [x + 1n, y],
      [y, x],
      [0n, 0n],
      [0n, 1n],
      [x, 0n],
      [x, p],
      [p, p],
      [largest, largest],
    ];
    for (const [a = 0n, b = 0n] of others) {
      expect(probe.give("fromCoordinates", pair(a, b), id, size)).toBe(0);
      expect(probe.give("fromPoint", Buffer.concat([Buffer.from([4]), pair(a, b)]), id)).toBe(0);
    }
    // Coordinates of points, but p larger
    let small = 0n;
    while (yOf(curve, small) === undefined) ++small;
    const root = yOf(curve, small) ?? 0n;
    expect(probe.give("fromCoordinates", pair(small, root), id, size)).toBe(id + 1);
    expect(probe.give("fromCoordinates", pair(small + p, root), id, size)).toBe(0);
    expect(probe.give("fromPoint", Buffer.concat([Buffer.from([2]), toBytes(small, size)]), id)).toBe(id + 1);
    expect(probe.give("fromPoint", Buffer.concat([Buffer.from([2]), toBytes(small + p, size)]), id)).toBe(0);
    let none = 0n;
    while (yOf(curve, none) !== undefined) ++none;
    expect(probe.give("fromPoint", Buffer.concat([Buffer.from([2]), toBytes(none, size)]), id)).toBe(0);
    expect(probe.give("fromPoint", Buffer.concat([Buffer.from([3]), toBytes(none, size)]), id)).toBe(0);
  });

  test("reads no points of other forms and sizes", () => {
    const bytes = bytesOf(curve, multipleOfG(curve, 5n));
    const odd = (bytes.at(-1) ?? 0) & 1;
    for (const form of [0, 1, 2, 3, 5, 6 + odd, 7 - odd, 0x84]) {
      expect(probe.give("fromPoint", Buffer.concat([Buffer.from([form]), bytes]), id)).toBe(0);
    }
    const point = Buffer.concat([Buffer.from([4]), bytes]);
    for (let length = 0; length < point.length; ++length) {
      expect(probe.give("fromPoint", point.subarray(0, length), id)).toBe(0);
    }
    expect(probe.give("fromPoint", Buffer.concat([point, Buffer.alloc(1)]), id)).toBe(0);
    expect(probe.give("fromPoint", point, 1 - id)).toBe(0);
    expect(probe.give("fromPoint", Buffer.alloc(1), id)).toBe(0);
    expect(probe.give("fromCoordinates", bytes, id, size - 1)).toBe(0);
    expect(probe.give("fromCoordinates", bytes.subarray(1), id, size - 1)).toBe(0);
    expect(probe.give("fromCoordinates", Buffer.concat([Buffer.alloc(1), bytes]), id, size + 1)).toBe(0);
    expect(probe.give("fromCoordinates", "", id, 0)).toBe(0);
  });

  test("reads no SubjectPublicKeyInfo that Node would not", () => {
    const random = generator(id + 21);
    const spki = spkiOf(generateKeyPairSync("ec", { namedCurve: curve.ecdh }).publicKey);
    const header = spki.length - 2 * size;
    for (let round = 0; round < 600; ++round) {
      const mutated = [...spki];
      const at = Math.floor(random() * (header + 1));
      mutated.splice(at, Math.floor(random() * 2), Math.floor(random() * 256));
      const bytes = Buffer.from(mutated);
      if (probe.give("fromSpki", bytes) === 0) continue;
      const key = createPublicKey({ key: bytes, type: "spki", format: "der" });
      expect(key.asymmetricKeyDetails?.namedCurve).toBe(curve.ecdh);
    }
    expect(probe.give("fromSpki", Buffer.concat([spki, Buffer.alloc(1)]))).toBe(0);
    for (let length = 0; length < spki.length; ++length)
      expect(probe.give("fromSpki", spki.subarray(0, length))).toBe(0);
  });

  test("calculates with the largest limbs", () => {
    const random = generator(id + 31);
    const { limbs } = curve;
    const bits = BigInt(29 * limbs);
    const all = (1 << 29) - 1;
    const shapes = [() => 0, () => all, () => 1, () => -all, () => (random() < 0.5 ? 0 : all), () => random() * all];
    const number = () => {
      const shape = shapes[Math.floor(random() * shapes.length)] ?? (() => 0);
      const values = Int32Array.from({ length: limbs }, shape);
      // The last limb of numbers about as large as p
      values[limbs - 1] = Math.floor(shape() / 2 ** (29 * limbs - 8 * size));
      return values;
    };
    const numberOf = (values: Int32Array) => values.reduceRight((value, limb) => value * 2n ** 29n + BigInt(limb), 0n);
    for (let round = 0; round < 4000; ++round) {
      const a = number();
      const b = number();
      probe.give("fieldOperations", Buffer.concat([Buffer.from(a.buffer), Buffer.from(b.buffer)]), limbs);
      const output = probe.output();
      const result = (index: number) =>
        numberOf(Int32Array.from({ length: limbs }, (_, i) => output.readInt32LE(4 * (index * limbs + i))));
      expect(mod((result(0) << bits) - numberOf(a) * numberOf(b), p)).toBe(0n);
      expect(mod((result(1) << bits) - numberOf(a) * numberOf(a), p)).toBe(0n);
      expect(mod(result(2) - 9n * numberOf(a) + 8n * numberOf(b), p)).toBe(0n);
      expect(result(2) > -p && result(2) < 2n * p).toBe(true);
    }
  });

  test("inverts modulo p and n", () => {
    const random = generator(id + 41);
    const { limbs } = curve;
    const limbsOf = (value: bigint) => {
      const bytes = Buffer.alloc(4 * limbs);
      for (let i = 0; i < limbs; ++i) bytes.writeInt32LE(Number((value >> BigInt(29 * i)) & 0x1fffffffn), 4 * i);
      return bytes;
    };
    const fixed = [0n, 1n, 2n, 3n, 2n ** 29n, 2n ** 29n - 1n, 2n ** 128n, 2n ** 250n];
    for (const modulus of [p, n]) {
      const values = [
        ...fixed,
        ...fixed.slice(1).map((value) => modulus - value),
        (modulus + 1n) / 2n,
        (modulus - 1n) / 2n,
      ];
      for (let i = 0; i < 500; ++i) {
        const digits = Array.from({ length: size }, () => Math.floor(random() * 256));
        values.push(mod(fromBytes(Buffer.from(digits)) >> BigInt(i % (8 * size)), modulus));
      }
      for (const value of values) {
        probe.give("inverse", Buffer.concat([limbsOf(value), limbsOf(modulus)]), limbs);
        expect(probe.output()).toEqual(limbsOf(invert(value, modulus)));
      }
    }
  });
});

test("verifies the ES256 of RFC 7515, section A.3", () => {
  const x = Buffer.from("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "base64url");
  const y = Buffer.from("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", "base64url");
  const payload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
  const text = Buffer.from(`eyJhbGciOiJFUzI1NiJ9.${payload}`);
  const signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
  expect(probe.give("fromCoordinates", Buffer.concat([x, y]), 0, 32)).toBe(1);
  expect(verifies("sha256", text, Buffer.from(signature, "base64url"))).toBe(true);
});

test("verifies the P-384 signatures of RFC 6979, section A.2.6", () => {
  const point =
    "ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64def8f0ea9055866064a254515480bc13" +
    "8015d9b72d7d57244ea8ef9ac0c621896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd2533264720";
  const signature =
    "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46" +
    "99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8";
  expect(probe.give("fromCoordinates", Buffer.from(point, "hex"), 1, 48)).toBe(2);
  expect(verifies("sha384", Buffer.from("sample"), Buffer.from(signature, "hex"))).toBe(true);
});

test("reads no keys of other curves and algorithms", () => {
  const others = [
    generateKeyPairSync("ec", { namedCurve: "secp521r1" }).publicKey,
    generateKeyPairSync("ec", { namedCurve: "secp256k1" }).publicKey,
    generateKeyPairSync("ec", { namedCurve: "prime256v1", paramEncoding: "explicit" }).publicKey,
    generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey,
    generateKeyPairSync("ed25519").publicKey,
  ];
  for (const key of others) {
    expect(probe.give("fromSpki", spkiOf(key))).toBe(0);
    expect(probe.give("fromPem", key.export({ type: "spki", format: "pem" }))).toBe(0);
  }
  expect(probe.give("fromSpki", "")).toBe(0);
  expect(probe.give("fromPem", "no key")).toBe(0);
});

test("makes DER of what Node signs, and back", () => {
  const sizes = { prime256v1: 32, secp384r1: 48, secp521r1: 66 };
  for (const [namedCurve, size] of Object.entries(sizes)) {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve });
    for (let round = 0; round < 100; ++round) {
      const text = Buffer.from(`${round}`);
      const der = sign("sha256", text, privateKey);
      expect(probe.give("fromDer", der, size)).toBe(1);
      const raw = probe.output();
      expect(raw.length).toBe(2 * size);
      expect(nodeVerifies("sha256", text, publicKey, raw)).toBe(true);
      expect(probe.give("toDer", raw)).toBe(1);
      expect(probe.output()).toEqual(der);
    }
  }
});

test("makes the shortest DER of small numbers", () => {
  const pad = (text: string) => Buffer.from(text, "hex");
  const cases: [string, string][] = [
    ["0001", ""],
    ["0100", ""],
    ["", ""],
    ["01", ""],
    ["010203", ""],
    ["0101", "3006020101020101"],
    ["807f", "30070202008002017f"],
    ["00800080", "30080202008002020080"],
    ["000100ff", "3007020101020200ff"],
    ["0000007f00000080", "300702017f02020080"],
  ];
  for (const [raw, der] of cases) {
    expect(probe.give("toDer", pad(raw))).toBe(der ? 1 : 0);
    expect(probe.output().toString("hex")).toBe(der);
    if (!der) continue;
    expect(probe.give("fromDer", pad(der), raw.length / 4)).toBe(1);
    expect(probe.output().toString("hex")).toBe(raw);
  }
  expect(probe.give("toDer", Buffer.alloc(132, 1))).toBe(1);
  expect(probe.output().subarray(0, 5).toString("hex")).toBe("3081880242");
  expect(probe.give("toDer", Buffer.alloc(134, 1))).toBe(0);
});

test("makes r and s only of DER whose numbers are positive and fit", () => {
  const cases: [string, number, boolean][] = [
    ["3006020101020101", 1, true],
    ["3006020101020101", 0, false],
    ["3006020101020101", -1, false],
    ["3006020101020101", 66, true],
    ["3006020101020101", 67, false],
    ["300702020100020101", 1, false],
    ["300702020100020101", 2, true],
    ["3006020100020101", 1, false],
    ["3006020101020100", 1, false],
    ["300702020001020101", 2, false],
    ["3006020181020101", 1, false],
    ["300602010102010100", 1, false],
    ["300702010102010100", 1, false],
    ["308106020101020101", 1, false],
    ["30800201010201010000", 1, false],
    ["30050200020101", 1, false],
    ["3003020101", 1, false],
    ["3000", 1, false],
    ["30", 1, false],
    ["", 1, false],
  ];
  for (const [der, size, valid] of cases) {
    expect(probe.give("fromDer", Buffer.from(der, "hex"), size), der).toBe(valid ? 1 : 0);
  }
});
