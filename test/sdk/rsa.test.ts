import { constants, randomBytes, sign, verify } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { generator } from "./support/mutate.ts";
import { digestInfo, type HashName, hashes, hashOf, pkcs1Block, pssBlock } from "./support/rsa-encodings.ts";
import { generateKey, generateKeyWith, manyPrimesKey, type RsaKey } from "./support/rsa-keys.ts";
import { bitLength, power, toBytes, toNumber } from "./support/rsa-numbers.ts";
import { anySalt, flip, type RsaProbe, runRsaProbe, saltOfHashLength, signedText } from "./support/rsa-probe.ts";

let rsa: RsaProbe;

beforeAll(async () => {
  rsa = await runRsaProbe();
});

const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = constants;

function signPss(key: RsaKey, hash: HashName, saltLength: number): Buffer {
  return sign(hash, signedText, { key: key.privateKey, padding: RSA_PKCS1_PSS_PADDING, saltLength });
}

describe("powers", () => {
  test("modulo every small odd number", () => {
    for (let modulus = 3; modulus < 256; modulus += 2) {
      expect(rsa.probe.give("useModulus", Buffer.from([modulus]))).toBe(bitLength(BigInt(modulus)));
      for (let base = 0; base < 256; base += 1 + (modulus & 6)) {
        for (const exponent of [3n, 5n, 65537n]) {
          const done = rsa.probe.give("power", Buffer.from([base]), exponent) === 1;
          const expected = power(BigInt(base), exponent, BigInt(modulus));
          expect([modulus, base, done && rsa.probe.output()[0]]).toEqual([
            modulus,
            base,
            base < modulus && Number(expected),
          ]);
        }
      }
    }
  });

  // Among them those around the sizes at which there are more limbs
  const sizes = [9, 27, 53, 54, 106, 107, 133, 1023, 1024, 1025, 1031, 1052, 1053, 1077, 1078, 1079, 1080, 1081];
  test.each([...sizes, 2047, 2048, 2049, 3071, 3072, 4096, 8191, 8192])("modulo numbers of %i bits", (bits) => {
    const top = 1n << BigInt(bits);
    const moduli = [top - 1n, top / 2n + 1n, top - (1n << BigInt(bits >> 1)) + 1n, alternating(bits), random(bits)];
    for (const modulus of moduli) {
      expect(rsa.probe.give("useModulus", toBytes(modulus))).toBe(bits);
      const bases = [0n, 1n, 2n, modulus - 1n, modulus - 2n, modulus >> 1n, top / 2n - 1n, random(bits) % modulus];
      for (const exponent of [3n, 7n, 17n, 65537n, 0x1ffffffffn]) {
        for (const base of bases) expectPower(base, exponent, modulus);
      }
      // Numbers with one bit above the modulus, too: no bit may get lost on the way into limbs
      const above = Array.from({ length: 7 }, (_, bit) => top << BigInt(bit));
      for (const base of [modulus, modulus + 1n, 256n ** BigInt(toBytes(modulus).length) - 1n, ...above]) {
        if (base >> BigInt(8 * toBytes(modulus).length)) continue;
        expect(rsa.probe.give("power", toBytes(base, toBytes(modulus).length), 3n)).toBe(0);
      }
    }
  });

  function expectPower(base: bigint, exponent: bigint, modulus: bigint): void {
    const length = toBytes(modulus).length;
    expect(rsa.probe.give("power", toBytes(base, length), exponent)).toBe(1);
    expect(rsa.probe.output().equals(toBytes(power(base, exponent, modulus), length))).toBe(true);
  }

  function alternating(bits: number): bigint {
    return (BigInt(`0b${"10".repeat(bits)}`) >> BigInt(bits)) | 1n;
  }

  function random(bits: number): bigint {
    const top = 1n << BigInt(bits - 1);
    return (toNumber(randomBytes(bits >> 3)) % top) | top | 1n;
  }
});

describe("signatures of all sizes", () => {
  const sizes = [1024, 1025, 1031, 1536, 2047, 2048, 2049, 3072, 4096] as const;
  const others = [
    [1024, 3],
    [2048, 3],
    [2048, 17],
    [2048, 0xfffffffb],
  ] as const;
  const cases: (readonly [number, number])[] = [...sizes.map((bits) => [bits, 65537] as const), ...others];

  test.each(cases)("%i bits, exponent %i", (bits, exponent) => {
    expectSignatures(generateKey(bits, exponent));
  });

  test.each([0x100000001n, 0x1ffffffffn])("exponent %i, of 33 bits", (exponent) => {
    expectSignatures(generateKeyWith(2048, exponent));
  });

  function expectSignatures(key: RsaKey): void {
    expect(rsa.use(key)).toBe(key.bits);
    for (const hash of hashes) {
      const signature = sign(hash, signedText, key.privateKey);
      expect(rsa.verifyPkcs1(hash, signature)).toBe(true);
      expect(rsa.verifyPkcs1(hash, flip(signature, signature.length - 1, 1))).toBe(false);
      expect(rsa.verifyPss(hash, signature, anySalt)).toBe(false);
      const most = Math.ceil((key.bits - 1) / 8) - hashOf(hash, signedText).length - 2;
      for (const saltLength of [0, 1, 20, hashOf(hash, signedText).length, most].filter((length) => length <= most)) {
        const pss = signPss(key, hash, saltLength);
        expect(rsa.verifyPss(hash, pss, saltLength)).toBe(true);
        expect(rsa.verifyPss(hash, pss, anySalt)).toBe(true);
        expect(rsa.verifyPss(hash, pss)).toBe(saltLength === hashOf(hash, signedText).length);
        expect(rsa.verifyPss(hash, pss, saltOfHashLength)).toBe(saltLength === hashOf(hash, signedText).length);
        expect(rsa.verifyPss(hash, pss, saltLength + 1)).toBe(false);
        expect(rsa.verifyPss(hash, pss, saltLength - 1) && saltLength > 0).toBe(false);
        expect(rsa.verifyPss(hash, flip(pss, 0, 1), anySalt)).toBe(false);
        expect(rsa.verifyPkcs1(hash, pss)).toBe(false);
      }
    }
  }

  test.each([5120, 6144, 8192])("%i bits", (bits) => {
    const { n, sign: signBlock } = manyPrimesKey(bits, 65537n);
    expect(rsa.use({ n, e: Buffer.from("010001", "hex") })).toBe(bits);
    for (const hash of hashes) {
      const signature = signBlock(pkcs1Block(digestInfo(hash, signedText), n.length));
      expect(rsa.verifyPkcs1(hash, signature)).toBe(true);
      expect(rsa.verifyPkcs1(hash, flip(signature, 100, 4))).toBe(false);
      const pss = signBlock(pssBlock(signedText, bits, { hash, salt: hashOf(hash) }));
      expect(rsa.verifyPss(hash, pss)).toBe(true);
      expect(rsa.verifyPss(hash, flip(pss, 100, 4))).toBe(false);
    }
  });

  test("hashes that are too long for the key", () => {
    const key1024 = generateKey(1024);
    // 64 bytes of digest and of salt, and two more, in 128 bytes
    rsa.use(key1024);
    for (const saltLength of [-9, anySalt, 62, 63, 64, 1000, 0x7fffffff]) {
      expect(rsa.verifyPss("sha512", randomBytes(128), saltLength)).toBe(false);
    }
    expect(rsa.verifyPss("sha512", signPss(key1024, "sha512", 62), 62)).toBe(true);
  });
});

test("random signatures, right and wrong, as Node finds them", () => {
  const random = generator(11);
  const below = (end: number) => Math.floor(random() * end);
  const keys = [generateKey(1024), generateKey(1024), generateKey(2048), generateKey(1024, 3), generateKey(1031, 17)];
  const counts = { valid: 0, invalid: 0 };
  for (let round = 0; round < 600; ++round) {
    const key = keys[below(keys.length)] as RsaKey;
    const hash = hashes[below(hashes.length)] ?? "sha256";
    const signed = randomBytes(below(300));
    const padding = below(2) ? RSA_PKCS1_PADDING : RSA_PKCS1_PSS_PADDING;
    const saltLength = below(63);
    let signature: Uint8Array = sign(hash, signed, { key: key.privateKey, padding, saltLength });
    let [verified, verifiedHash, verifiedSalt]: [Uint8Array, HashName, number] = [signed, hash, saltLength];
    const change = below(10);
    if (change === 0) signature = flip(signature, below(signature.length), 1 << below(8));
    else if (change === 1) verified = Buffer.concat([signed, Buffer.from("00", "hex")]);
    else if (change === 2) verifiedHash = hashes[below(hashes.length)] ?? hash;
    else if (change === 3) verifiedSalt = below(63);
    else if (change === 4) signature = randomBytes(signature.length);
    const options = { key: key.publicKey, padding, saltLength: verifiedSalt };
    const expected = verify(verifiedHash, verified, options, signature);
    rsa.use(key);
    const valid =
      padding === RSA_PKCS1_PADDING
        ? rsa.verifyPkcs1(verifiedHash, signature, verified)
        : rsa.verifyPss(verifiedHash, signature, verifiedSalt, verified);
    expect([round, change, valid]).toEqual([round, change, expected]);
    ++counts[valid ? "valid" : "invalid"];
  }
  expect(counts.valid).toBeGreaterThan(300);
  expect(counts.invalid).toBeGreaterThan(100);
});
