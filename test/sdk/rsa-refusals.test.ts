import { generateKeyPairSync, sign } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import {
  digestInfo,
  element,
  hashes,
  hashOf,
  hashOids,
  type PssParts,
  pkcs1Block,
  pssBlock,
} from "./support/rsa-encodings.ts";
import { generateKey, type RsaKey, signRaw } from "./support/rsa-keys.ts";
import { toBytes, toNumber } from "./support/rsa-numbers.ts";
import { anySalt, flip, type RsaProbe, runRsaProbe, signedText } from "./support/rsa-probe.ts";

let rsa: RsaProbe;
let key1024: RsaKey;
let key2048: RsaKey;

beforeAll(async () => {
  rsa = await runRsaProbe();
  key1024 = generateKey(1024);
  key2048 = generateKey(2048);
});

function hex(digits: string): Buffer {
  return Buffer.from(digits, "hex");
}

describe("keys", () => {
  test("as SubjectPublicKeyInfo, PKCS #1, PEM and components", () => {
    for (const key of [key1024, key2048]) {
      const signature = sign("sha256", signedText, key.privateKey);
      const forms = [
        ["useSpki", key.publicKey.export({ type: "spki", format: "der" })],
        ["usePkcs1", key.publicKey.export({ type: "pkcs1", format: "der" })],
        ["usePem", key.publicKey.export({ type: "spki", format: "pem" })],
        ["usePem", key.publicKey.export({ type: "pkcs1", format: "pem" })],
      ] as const;
      for (const [name, bytes] of forms) {
        expect([name, rsa.probe.give(name, bytes)]).toEqual([name, key.bits]);
        expect(rsa.verifyPkcs1("sha256", signature)).toBe(true);
      }
      expect(rsa.use(key)).toBe(key.bits);
      expect(rsa.verifyPkcs1("sha256", signature)).toBe(true);
      expect(rsa.use({ n: Buffer.concat([Buffer.alloc(3), key.n]), e: hex("0000000000000000010001") })).toBe(key.bits);
      expect(rsa.verifyPkcs1("sha256", signature)).toBe(true);
    }
  });

  test("of 1024 to 8192 bits", () => {
    const bitsOf = (n: bigint) => rsa.use({ n: toBytes(n), e: hex("03") });
    expect(bitsOf((1n << 1023n) + 1n)).toBe(1024);
    expect(bitsOf((1n << 1024n) + 1n)).toBe(1025);
    expect(bitsOf((1n << 8192n) - 1n)).toBe(8192);
    expect(bitsOf((1n << 1023n) - 1n)).toBe(0);
    expect(bitsOf((1n << 8192n) + 1n)).toBe(0);
    expect(bitsOf((1n << 2048n) - 2n)).toBe(0);
    expect(bitsOf(0n)).toBe(0);
    expect(rsa.use({ n: Buffer.alloc(0), e: hex("03") })).toBe(0);
    expect(rsa.use({ n: Buffer.alloc(300), e: hex("03") })).toBe(0);
  });

  test("with odd exponents of 2 to 33 bits", () => {
    for (const e of ["03", "05", "11", "010001", "ffffffff", "01ffffffff", "000000000000000000000003"]) {
      expect([e, rsa.use({ ...key2048, e: hex(e) })]).toEqual([e, 2048]);
    }
    const wrong = ["", "00", "01", "02", "04", "010000", "01fffffffe", "0200000001", "ffffffffffffffff"];
    for (const e of [...wrong, "010000000000000003"]) expect([e, rsa.use({ ...key2048, e: hex(e) })]).toEqual([e, 0]);
  });

  const integers = (key: RsaKey) => [element(2, Buffer.concat([hex("00"), key.n])), element(2, key.e)];
  const spki = (identifier: Buffer[], key: Buffer) => element(0x30, [element(0x30, identifier), element(3, key)]);
  const rsaEncryption = hex("06092a864886f70d010101");

  test("of other algorithms, or with anything more or less, are none", () => {
    const pkcs1 = element(0x30, integers(key1024));
    const bits = Buffer.concat([hex("00"), pkcs1]);
    const whole = spki([rsaEncryption, hex("0500")], bits);
    expect(whole.equals(key1024.publicKey.export({ type: "spki", format: "der" }))).toBe(true);
    const wrong = {
      "no parameter": spki([rsaEncryption], bits),
      "another parameter": spki([rsaEncryption, hex("3000")], bits),
      "a NULL that is not empty": spki([rsaEncryption, hex("050100")], bits),
      "a NULL with a long length": spki([rsaEncryption, hex("058100")], bits),
      "two parameters": spki([rsaEncryption, hex("05000500")], bits),
      "another algorithm": spki([hex("06092a864886f70d01010a"), hex("0500")], bits),
      "an identifier that is longer": spki([hex("060a2a864886f70d01010101"), hex("0500")], bits),
      "spare bits": spki([rsaEncryption, hex("0500")], Buffer.concat([hex("01"), pkcs1])),
      "bytes after the key": spki([rsaEncryption, hex("0500")], Buffer.concat([bits, hex("00")])),
      "a byte after it": Buffer.concat([whole, hex("00")]),
      "PKCS #1": pkcs1,
      "an element more": element(0x30, [element(0x30, [rsaEncryption, hex("0500")]), element(3, bits), hex("0500")]),
      "a set": Buffer.concat([hex("31"), whole.subarray(1)]),
      "an elliptic curve": generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({
        type: "spki",
        format: "der",
      }),
      Ed25519: generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" }),
      "RSA for PSS alone": generateKeyPairSync("rsa-pss", { modulusLength: 1024 }).publicKey.export({
        type: "spki",
        format: "der",
      }),
      "a private key": key1024.privateKey.export({ type: "pkcs8", format: "der" }),
    };
    for (const [name, bytes] of Object.entries(wrong))
      expect([name, rsa.probe.give("useSpki", bytes)]).toEqual([name, 0]);

    const [n = whole, e = whole] = integers(key1024);
    const wrongPkcs1 = {
      SubjectPublicKeyInfo: whole,
      "three numbers": element(0x30, [n, e, hex("020103")]),
      "one number": element(0x30, [n]),
      "a negative modulus": element(0x30, [element(2, key1024.n), e]),
      "a modulus with zeros": element(0x30, [element(2, Buffer.concat([hex("0000"), key1024.n])), e]),
      "a negative exponent": element(0x30, [n, hex("0203ff0001")]),
      "a long length": element(0x30, [n, e], 3),
      "a byte after it": Buffer.concat([pkcs1, hex("00")]),
      "a private key": key1024.privateKey.export({ type: "pkcs1", format: "der" }),
    };
    for (const [name, bytes] of Object.entries(wrongPkcs1)) {
      expect([name, rsa.probe.give("usePkcs1", bytes)]).toEqual([name, 0]);
    }
    expect(rsa.probe.give("usePem", key1024.privateKey.export({ type: "pkcs8", format: "pem" }))).toBe(0);
    expect(rsa.probe.give("usePem", "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----")).toBe(0);
    expect(rsa.probe.give("usePem", "")).toBe(0);
  });

  test("cut anywhere are none; changed anywhere they trap nothing", () => {
    const forms = [
      ["useSpki", key1024.publicKey.export({ type: "spki", format: "der" })],
      ["usePkcs1", key1024.publicKey.export({ type: "pkcs1", format: "der" })],
    ] as const;
    for (const [name, bytes] of forms) {
      for (let size = 0; size < bytes.length; ++size) expect(rsa.probe.give(name, bytes.subarray(0, size))).toBe(0);
      for (let at = 0; at < bytes.length; ++at) {
        for (const bits of [0x01, 0x80, 0xff])
          expect(rsa.probe.give(name, flip(bytes, at, bits))).toBeLessThanOrEqual(1032);
      }
      expect(rsa.probe.give(name, bytes)).toBe(1024);
    }
    const pem = key1024.publicKey.export({ type: "spki", format: "pem" }).toString().trimEnd();
    for (let size = 0; size < pem.length; ++size) expect(rsa.probe.give("usePem", pem.slice(0, size))).toBe(0);
  });
});

describe("PKCS #1 encodings", () => {
  /** Whether the key of 2048 bits takes what makes this message for a signature with SHA-256. */
  function takes(message: Uint8Array): boolean {
    return rsa.verifyPkcs1("sha256", signRaw(key2048, message));
  }

  const oid = hashOids["sha256"] ?? Buffer.alloc(0);
  const noParameter = hex("0500");
  const sum = hashOf("sha256", signedText);
  const info = (identifier: Buffer, digest: Buffer) => element(0x30, [identifier, digest]);
  const right = digestInfo("sha256", signedText);

  test("each bit of the right one counts", () => {
    rsa.use(key2048);
    const block = pkcs1Block(right, 256);
    expect(takes(block)).toBe(true);
    for (let at = 0; at < block.length; ++at) {
      // The first byte must stay less than the modulus'
      const all = at === 0 ? [0x01] : at === 1 || at > 200 ? [1, 2, 4, 8, 16, 32, 64, 128] : [1, 1 << (at & 7)];
      for (const bits of all) expect([at, bits, takes(flip(block, at, bits))]).toEqual([at, bits, false]);
    }
  });

  test("others of the same digest are refused", () => {
    rsa.use(key2048);
    const identifier = element(0x30, [oid, noParameter]);
    const wrong: Record<string, Buffer> = {
      "no parameter": info(element(0x30, [oid]), element(4, sum)),
      "an empty sequence as parameter": info(element(0x30, [oid, hex("3000")]), element(4, sum)),
      "a NULL with content": info(element(0x30, [oid, hex("050100")]), element(4, sum)),
      "a NULL with a long length": info(element(0x30, [oid, hex("058100")]), element(4, sum)),
      "two NULLs": info(element(0x30, [oid, noParameter, noParameter]), element(4, sum)),
      "an identifier with a long length": info(element(0x30, [oid, noParameter], 1), element(4, sum)),
      "an identifier with a longer length": info(element(0x30, [oid, noParameter], 2), element(4, sum)),
      "a digest with a long length": info(identifier, element(4, sum, 1)),
      "a sequence with a long length": element(0x30, [identifier, element(4, sum)], 1),
      "a sequence with a longer length": element(0x30, [identifier, element(4, sum)], 4),
      "an indefinite length": Buffer.concat([hex("3080"), identifier, element(4, sum), hex("0000")]),
      "an indefinite identifier": info(Buffer.concat([hex("3080"), oid, noParameter, hex("0000")]), element(4, sum)),
      "a digest in parts": info(identifier, element(0x24, element(4, sum))),
      "an element more": element(0x30, [identifier, element(4, sum), noParameter]),
      "bytes after it": Buffer.concat([right, hex("00")]),
      "many bytes after it": Buffer.concat([right, Buffer.alloc(150, 0xff)]),
      "an identifier in the place of a sequence": element(0x30, [oid, element(4, sum)]),
      "a bit string": info(identifier, element(3, sum)),
      "the digest alone": sum,
      "an octet string alone": element(4, sum),
      nothing: Buffer.alloc(0),
      "a digest that is cut": info(identifier, element(4, sum.subarray(0, 31))),
      "a digest of no bytes": info(identifier, element(4, [])),
      "a digest that is longer": info(identifier, element(4, [sum, hex("00")])),
      "SHA-1": digestInfo("sha1", signedText),
      "SHA-224": digestInfo("sha224", signedText),
      "SHA-384": digestInfo("sha384", signedText),
      "SHA-512": digestInfo("sha512", signedText),
      "another text": digestInfo("sha256", hex("00")),
      "SHA-384's name": info(element(0x30, [hashOids["sha384"] ?? oid, noParameter]), element(4, sum)),
      "SHA-512/256's name": info(element(0x30, [hex("0609608648016503040206"), noParameter]), element(4, sum)),
    };
    expect(takes(pkcs1Block(info(identifier, element(4, sum)), 256))).toBe(true);
    for (const [name, content] of Object.entries(wrong)) {
      expect([name, takes(pkcs1Block(content, 256))]).toEqual([name, false]);
    }
  });

  test("other paddings are refused", () => {
    rsa.use(key2048);
    const fill = (size: number, byte = 0xff) => Buffer.alloc(size, byte);
    const rest = 256 - right.length;
    const wrong: Record<string, Buffer[]> = {
      "block type 0": [hex("0000"), fill(rest - 3, 0), hex("00"), right],
      "block type 2": [hex("0002"), fill(rest - 3, 0x5a), hex("00"), right],
      "no zero": [hex("0001"), fill(rest - 2), right],
      "another separator": [hex("0001"), fill(rest - 3), hex("01"), right],
      "two zeros": [hex("0001"), fill(rest - 4), hex("0000"), right],
      "a zero within": [hex("0001"), fill(20), hex("00"), fill(rest - 24), hex("00"), right],
      "zeros for padding": [hex("0001"), fill(rest - 2, 0), right],
      "FE for padding": [hex("0001"), fill(rest - 3, 0xfe), hex("00"), right],
      "eight bytes of padding": [hex("0001"), fill(8), hex("00"), right, fill(rest - 11, 0)],
      "no padding": [hex("000100"), right, fill(rest - 3, 0)],
      "a byte less": [hex("01"), fill(rest - 2), hex("00"), right],
      "two zeros at the start": [hex("000001"), fill(rest - 4), hex("00"), right],
    };
    for (const [name, parts] of Object.entries(wrong)) {
      expect([name, takes(Buffer.concat(parts))]).toEqual([name, false]);
    }
  });
});

describe("PSS encodings", () => {
  const salt = hashOf("sha256", signedText);

  function takes(key: RsaKey, parts: Partial<PssParts>, saltLength = anySalt): boolean {
    const message = pssBlock(signedText, key.bits, { hash: "sha256", salt, ...parts });
    return rsa.verifyPss("sha256", signRaw(key, message), saltLength);
  }

  // Their encodings have 7 bits in the first byte, all 8, and one
  test.each([1024, 1025, 1026])("each bit counts in those of %i bits", (bits) => {
    const key = generateKey(bits);
    rsa.use(key);
    const message = pssBlock(signedText, bits, { hash: "sha256", salt });
    expect(rsa.verifyPss("sha256", signRaw(key, message))).toBe(true);
    for (let at = 0; at < message.length; ++at) {
      for (let bit = 1; bit < 256; bit <<= 1) {
        const changed = flip(message, at, bit);
        if (toNumber(changed) >= key.modulus) continue;
        expect([at, bit, rsa.verifyPss("sha256", signRaw(key, changed), anySalt)]).toEqual([at, bit, false]);
      }
    }
  });

  test("wrong parts are refused", () => {
    for (const key of [key1024, generateKey(1025)]) {
      rsa.use(key);
      expect(takes(key, {})).toBe(true);
      expect(takes(key, {}, 32)).toBe(true);
      expect(takes(key, {}, 31)).toBe(false);
      expect(takes(key, {}, 33)).toBe(false);
      expect(takes(key, { salt: Buffer.alloc(0) }, 0)).toBe(true);
      expect(takes(key, { salt: Buffer.alloc(0) }, 1)).toBe(false);
      expect(takes(key, { salt: Buffer.from([1]) }, 1)).toBe(true);
      expect(takes(key, { salt: Buffer.from([0, 1]) }, 2)).toBe(true);
      expect(takes(key, { salt: Buffer.from([0, 1]) }, 0)).toBe(false);
      expect(takes(key, { hash: "sha384" })).toBe(false);
      expect(takes(key, { maskHash: "sha1" })).toBe(false);
      expect(takes(key, { maskHash: "sha512" })).toBe(false);
      for (const trailer of [0x00, 0xbb, 0xbd, 0xcc, 0x3c, 0xff]) expect(takes(key, { trailer })).toBe(false);
      expect(takes(key, { prefix: Buffer.alloc(0) })).toBe(false);
      expect(takes(key, { prefix: Buffer.alloc(8, 1) })).toBe(false);
      // What stands before the salt: zeros and 01
      expect(takes(key, { padding: (length) => Buffer.alloc(length) })).toBe(false);
      expect(takes(key, { padding: (length) => Buffer.alloc(length), salt: Buffer.alloc(32) })).toBe(false);
      expect(takes(key, { padding: (length) => flip(Buffer.alloc(length), length - 1, 2) })).toBe(false);
      expect(takes(key, { padding: (length) => flip(Buffer.alloc(length), length - 1, 0x81) })).toBe(false);
      expect(takes(key, { padding: (length) => Buffer.alloc(length, 1) })).toBe(false);
      // The salt of another length is another salt
      const early = (length: number) => flip(Buffer.alloc(length), length - 2, 1);
      expect(takes(key, { padding: early })).toBe(false);
      expect(takes(key, { padding: early }, 32)).toBe(false);
    }
  });
});

test("signatures that are no numbers of the key's are refused", () => {
  const key = key1024;
  rsa.use(key);
  const wrong = (signature: Uint8Array) => {
    expect(rsa.verifyPkcs1("sha256", signature)).toBe(false);
    expect(rsa.verifyPss("sha256", signature)).toBe(false);
    expect(rsa.verifyPss("sha256", signature, anySalt)).toBe(false);
  };
  const n = key.modulus;
  for (const number of [0n, 1n, 2n, n - 2n, n - 1n, n, n + 1n, (1n << 1024n) - 1n]) wrong(toBytes(number, 128));
  for (const size of [0, 1, 127, 129, 256, 5000]) wrong(Buffer.alloc(size, 1));

  const right = sign("sha256", signedText, key.privateKey);
  expect(rsa.verifyPkcs1("sha256", right)).toBe(true);
  wrong(Buffer.concat([hex("00"), right]));
  wrong(Buffer.concat([right, hex("00")]));
  wrong(right.subarray(1));
  wrong(right.subarray(0, 127));
  wrong(Buffer.from(right).reverse());
  wrong(toBytes(n - toNumber(right), 128));
  for (let at = 0; at < right.length; ++at) wrong(flip(right, at, 1 << (at & 7)));

  // One that begins with a zero needs it
  let [small, text] = [right, signedText];
  for (let i = 0; small[0] !== 0; ++i) {
    text = Buffer.from(`text ${i}`);
    small = sign("sha256", text, key.privateKey);
  }
  expect(rsa.verifyPkcs1("sha256", small, text)).toBe(true);
  expect(rsa.verifyPkcs1("sha256", small.subarray(1), text)).toBe(false);
  // The same number modulo the modulus is another signature
  const larger = toNumber(small) + n;
  expect(larger < 1n << 1024n).toBe(true);
  expect(rsa.verifyPkcs1("sha256", toBytes(larger, 128), text)).toBe(false);
});

test("a signature is of one text, one hash and one key", () => {
  rsa.use(key2048);
  for (const hash of hashes) {
    const signature = sign(hash, signedText, key2048.privateKey);
    for (const other of hashes) expect(rsa.verifyPkcs1(other, signature)).toBe(other === hash);
    expect(rsa.verifyPkcs1(hash, signature, flip(signedText, 3, 1))).toBe(false);
    expect(rsa.verifyPkcs1(hash, signature, signedText.subarray(1))).toBe(false);
    expect(rsa.verifyPkcs1(hash, signature, Buffer.alloc(0))).toBe(false);
  }
  const signature = sign("sha256", signedText, key2048.privateKey);
  rsa.use(generateKey(2048));
  expect(rsa.verifyPkcs1("sha256", signature)).toBe(false);
  rsa.use({ n: key2048.n, e: hex("03") });
  expect(rsa.verifyPkcs1("sha256", signature)).toBe(false);
});
