import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  verify as nodeVerify,
  randomBytes,
  sign,
} from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import {
  add,
  base,
  d,
  encode,
  fromBytes,
  modulo,
  multiply,
  order,
  type Point,
  pointOf,
  power,
  prime,
  toBytes,
} from "./support/edwards.ts";
import { generator } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;

beforeAll(async () => {
  probe = await runProbe(await buildProbe("ed25519"));
});

const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** What the probe says, by both ways of having a key. */
function verify(key: Uint8Array, text: Uint8Array, signature: Uint8Array): boolean {
  const valid = probe.give("verify", Buffer.concat([key, signature, text]), signature.length) === 1;
  if (signature.length !== 64 || key.length !== 32) return valid;
  const known = probe.give("keepKey", Buffer.concat([spkiPrefix, key]), 1) === 1;
  expect(known && probe.give("verifyByKey", Buffer.concat([signature, text])) === 1).toBe(valid);
  return valid;
}

/** What Node says, that is OpenSSL. */
function expected(key: Uint8Array, text: Uint8Array, signature: Uint8Array): boolean {
  const publicKey = createPublicKey({ key: Buffer.concat([spkiPrefix, key]), format: "der", type: "spki" });
  return nodeVerify(null, text, publicKey, signature);
}

/** Checks that the probe says what Node says, and returns it. */
function agreed(key: Uint8Array, text: Uint8Array, signature: Uint8Array): boolean {
  const valid = expected(key, text, signature);
  expect([hex(key), hex(text), hex(signature), verify(key, text, signature)]).toEqual([
    hex(key),
    hex(text),
    hex(signature),
    valid,
  ]);
  return valid;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

/** Keys and signatures of RFC 8032, section 7.1: private key, public key, text, signature. */
const vectors = [
  {
    name: "TEST 1",
    secret: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    text: "",
    signature:
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  },
  {
    name: "TEST 2",
    secret: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    key: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    text: "72",
    signature:
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  },
  {
    name: "TEST 3",
    secret: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    key: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    text: "af82",
    signature:
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  },
  {
    name: "TEST SHA(abc)",
    secret: "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
    key: "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
    text: createHash("sha512").update("abc").digest("hex"),
    signature:
      "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
  },
].map(({ name, ...parts }) => ({ name, ...mapValues(parts, (text) => Buffer.from(text, "hex")) }));

function mapValues<K extends string, A, B>(object: Record<K, A>, change: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(object).map(([key, value]) => [key, change(value)])) as Record<K, B>;
}

describe("vectors of RFC 8032", () => {
  test.each(vectors)("$name", ({ secret, key, text, signature }) => {
    const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, secret]), format: "der", type: "pkcs8" });
    expect(hex(sign(null, text, privateKey))).toBe(hex(signature));
    expect(verify(key, text, signature)).toBe(true);
    expect(verify(key, Buffer.concat([text, Buffer.alloc(1)]), signature)).toBe(false);
  });

  test("each bit of key and signature counts", () => {
    for (const { key, text, signature } of vectors.slice(1, 2)) {
      for (let bit = 0; bit < 256; ++bit) expect(agreed(flip(key, bit), text, signature)).toBe(false);
      for (let bit = 0; bit < 512; ++bit) expect(agreed(key, text, flip(signature, bit))).toBe(false);
    }
  });

  test("signatures of other lengths are none", () => {
    for (const { key, text, signature } of vectors) {
      for (const length of [0, 1, 32, 63]) expect(verify(key, text, signature.subarray(0, length))).toBe(false);
      expect(verify(key, text, Buffer.concat([signature, Buffer.alloc(1)]))).toBe(false);
    }
  });
});

test("agrees with Node on random keys and texts, and refuses what was changed", () => {
  const random = generator(11);
  for (let round = 0; round < 400; ++round) {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const key = publicKey.export({ format: "der", type: "spki" }).subarray(spkiPrefix.length);
    const text = randomBytes(round < 300 ? round : Math.floor(random() * 5000));
    const signature = sign(null, text, privateKey);
    expect(agreed(key, text, signature)).toBe(true);
    expect(agreed(key, text, flip(signature, Math.floor(random() * 512)))).toBe(false);
    expect(agreed(flip(key, Math.floor(random() * 256)), text, signature)).toBe(false);
    if (text.length) expect(agreed(key, flip(text, Math.floor(random() * text.length * 8)), signature)).toBe(false);
  }
});

describe("keys", () => {
  const { key } = vectors[0] as (typeof vectors)[0];

  test("as SubjectPublicKeyInfo", () => {
    const spki = Buffer.concat([spkiPrefix, key]);
    expect(probe.give("keepKey", spki, 1)).toBe(1);
    expect(probe.give("keepKey", key, 1)).toBe(0);
    expect(probe.give("keepKey", spki.subarray(0, 43), 1)).toBe(0);
    expect(probe.give("keepKey", Buffer.concat([spki, Buffer.alloc(1)]), 1)).toBe(0);
    expect(probe.give("keepKey", "", 1)).toBe(0);
    for (let bit = 0; bit < spkiPrefix.length * 8; ++bit) expect(probe.give("keepKey", flip(spki, bit), 1)).toBe(0);
    const x25519 = generateKeyPairSync("x25519").publicKey.export({ format: "der", type: "spki" });
    expect(probe.give("keepKey", x25519, 1)).toBe(0);
  });

  test("as 32 bytes and no others", () => {
    expect(probe.give("keepKey", key, 0)).toBe(1);
    expect(probe.give("keepKey", key.subarray(1), 0)).toBe(0);
    expect(probe.give("keepKey", Buffer.concat([key, Buffer.alloc(1)]), 0)).toBe(0);
    expect(probe.give("keepKey", "", 0)).toBe(0);
  });

  test("only those on the curve, which is every other", () => {
    const onCurve = Array.from({ length: 200 }, () => {
      const bytes = randomBytes(32);
      const y = fromBytes(bytes) % 2n ** 255n;
      // Euler's criterion; u v is a square where u / v is
      const isSquare = power((y * y - 1n) * (d * y * y + 1n), (prime - 1n) / 2n) !== prime - 1n;
      expect(probe.give("keepKey", bytes, 0)).toBe(isSquare ? 1 : 0);
      return isSquare;
    });
    expect(new Set(onCurve).size).toBe(2);
  });

  test("are not changed by what is verified in between", () => {
    const [first, second] = vectors as [(typeof vectors)[0], (typeof vectors)[0]];
    expect(probe.give("keepKey", first.key, 0)).toBe(1);
    expect(probe.give("verify", Buffer.concat([second.key, second.signature, second.text]), 64)).toBe(1);
    expect(probe.give("verifyByKey", Buffer.concat([first.signature, first.text]))).toBe(1);
    expect(probe.give("verifyByKey", Buffer.concat([second.signature, second.text]))).toBe(0);
  });
});

describe("edge cases", () => {
  /** Every way of writing a point whose order divides 8, also such that a writer must not use. */
  const smallOrder = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    // y from 2^255 - 19 on
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ].flatMap((text) => {
    const bytes = Buffer.from(text, "hex");
    return [bytes, flip(bytes, 255)];
  });

  test("points of small order as key and R, with S at its limits", () => {
    const text = Buffer.from("text");
    const numbers = [0n, 1n, order - 1n, order, order + 1n, 2n ** 252n, 2n ** 253n, 2n ** 256n - 1n];
    let valid = 0;
    for (const key of smallOrder) {
      for (const r of smallOrder) {
        for (const s of numbers) if (agreed(key, text, Buffer.concat([r, toBytes(s)]))) ++valid;
      }
    }
    // With S = 0 the equation may hold, whatever the text
    expect(valid).toBeGreaterThan(0);
  });

  test("S with multiples of the order added", () => {
    for (const { key, text, signature } of vectors) {
      const s = fromBytes(signature.subarray(32));
      for (let times = 1n; s + times * order < 2n ** 256n; ++times) {
        const other = Buffer.concat([signature.subarray(0, 32), toBytes(s + times * order)]);
        expect(agreed(key, text, other)).toBe(false);
      }
    }
  });

  test("all zeros and all ones", () => {
    for (const keyByte of [0, 1, 0x7f, 0xff]) {
      for (const byte of [0, 1, 0x7f, 0xff]) {
        agreed(Buffer.alloc(32, keyByte), Buffer.alloc(0), Buffer.alloc(64, byte));
      }
    }
  });

  test("every y at and beyond 2^255 - 19", () => {
    const text = Buffer.from("text");
    const { key, signature } = vectors[0] as (typeof vectors)[0];
    for (let y = prime - 20n; y < 2n ** 255n; ++y) {
      for (const sign of [0n, 1n]) {
        const bytes = toBytes(y | (sign << 255n));
        agreed(bytes, text, signature);
        agreed(key, text, Buffer.concat([bytes, signature.subarray(32)]));
      }
    }
  });

  test("keys and R with a part of small order: the cofactor does not count", () => {
    const random = generator(12);
    const y = fromBytes(Buffer.from("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "hex"));
    const ofOrder8 = pointOf(y);
    const torsion = Array.from({ length: 8 }, (_, i) => multiply(BigInt(i), ofOrder8));
    const outcomes = new Set<string>();
    for (let round = 0; round < 160; ++round) {
      const text = randomBytes(10);
      const secret = fromBytes(randomBytes(32)) % order;
      const nonce = fromBytes(randomBytes(32)) % order;
      const inKey = round % 8;
      const inR = random() < 0.7 ? 0 : Math.floor(random() * 8);
      const key = encode(add(multiply(secret, base), torsion[inKey] as Point));
      const r = encode(add(multiply(nonce, base), torsion[inR] as Point));
      const hash = fromBytes(createHash("sha512").update(r).update(key).update(text).digest()) % order;
      const signature = Buffer.concat([r, toBytes((nonce + hash * secret) % order)]);
      const valid = agreed(key, text, signature);
      // What is left of order 8 must vanish: it is multiplied with the hash modulo the order
      expect(valid).toBe((BigInt(inR) + hash * BigInt(inKey)) % 8n === 0n);
      outcomes.add(`${inKey > 0} ${valid}`);
    }
    expect([...outcomes].sort()).toEqual(["false false", "false true", "true false", "true true"]);
  });
});

describe("the field", () => {
  const edges = [
    0n,
    1n,
    2n,
    18n,
    19n,
    20n,
    prime - 1n,
    prime,
    prime + 1n,
    2n ** 255n - 1n,
    2n ** 254n,
    2n ** 230n - 1n,
  ];

  function run(operation: number, ...elements: bigint[]): bigint {
    probe.give("field", Buffer.concat(elements.map((element) => toBytes(element))), operation);
    const output = probe.output();
    const result = fromBytes(output.subarray(0, 32));
    expect([output[32], output[33]]).toEqual([result === 0n ? 1 : 0, Number(result & 1n)]);
    return result;
  }

  /** Quadruples of edges, of random numbers, and of numbers with long runs of zeros and ones. */
  function quadruples(): bigint[][] {
    const random = generator(13);
    const runs = () => {
      const bytes = Buffer.alloc(32);
      for (let at = 0; at < 32; ++at) bytes[at] = [0, 0xff, 0x80, 0x01, 0x7f][Math.floor(random() * 5)] ?? 0;
      return fromBytes(bytes) % 2n ** 255n;
    };
    const edge = () => edges[Math.floor(random() * edges.length)] ?? 0n;
    const any = () => fromBytes(randomBytes(32)) % 2n ** 255n;
    return Array.from({ length: 600 }, (_, i) => Array.from({ length: 4 }, [edge, runs, any][i % 3] ?? any));
  }

  test("sums, differences and products", () => {
    for (const quadruple of quadruples()) {
      const [a, b, c, d] = quadruple as [bigint, bigint, bigint, bigint];
      expect(run(0, a, b, c, d)).toBe(modulo(a * b));
      expect(run(1, a, b, c, d)).toBe(modulo(a * a));
      expect(run(2, a, b, c, d)).toBe(modulo((a - b - c) * (a + b + c) * d * d));
      expect(run(3, a, b, c, d)).toBe(modulo((a - b - c) ** 2n - (b + c + d) ** 2n));
      expect(run(5, a, b, c, d)).toBe(modulo(-a));
      expect(run(6, a, b, c, d)).toBe(modulo(a + b + c));
    }
  });

  test("inverses", () => {
    for (const a of [...edges, ...Array.from({ length: 50 }, () => fromBytes(randomBytes(32)) % 2n ** 255n)]) {
      const inverse = run(4, a, 0n, 0n, 0n);
      expect(modulo(inverse * a)).toBe(modulo(a) === 0n ? 0n : 1n);
    }
  });
});

describe("numbers modulo the order", () => {
  const edges = [0n, 1n, order - 1n, order, order + 1n, 2n ** 252n - 1n, 2n ** 252n, 2n ** 256n - 1n];

  test("are reduced", () => {
    const numbers = [
      ...edges,
      ...edges.flatMap((a) => edges.map((b) => a * b)),
      ...Array.from({ length: 300 }, (_, i) => order * 2n ** BigInt(i % 256) - BigInt(i % 3)),
      2n ** 512n - 1n,
      ...Array.from({ length: 500 }, () => fromBytes(randomBytes(64))),
    ];
    for (const number of numbers) {
      probe.give("reduced", toBytes(number, 64));
      expect([number, fromBytes(probe.output())]).toEqual([number, number % order]);
    }
  });

  test("are told from those beyond", () => {
    for (const number of [...edges, ...Array.from({ length: 200 }, () => fromBytes(randomBytes(32)) >> 3n)]) {
      expect([number, probe.give("belowOrder", toBytes(number))]).toEqual([number, number < order ? 1 : 0]);
    }
  });

  test.each([5, 6, 7])("are written in signed digits of width %i", (width) => {
    const random = Array.from({ length: 300 }, () => fromBytes(randomBytes(32)) % order);
    for (const number of [...edges.filter((edge) => edge < order), 2n ** 252n + 1n, ...random]) {
      probe.give("digits", toBytes(number), width);
      const digits = [...new Int8Array(probe.output())];
      expect(digits.reduce((sum, digit, i) => sum + BigInt(digit) * 2n ** BigInt(i), 0n)).toBe(number);
      for (const [i, digit] of digits.entries()) {
        if (digit === 0) continue;
        expect(Math.abs(digit) % 2).toBe(1);
        expect(Math.abs(digit)).toBeLessThan(2 ** (width - 1));
        expect(digits.slice(i + 1, i + width).every((next) => next === 0)).toBe(true);
      }
    }
  });
});

/** A copy in which one bit is another. */
function flip(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}
