import { createPublicKey, ECDH, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { bytesOf, curves, multipleOfG, spkiOf, toBytes, yOf } from "./support/ec-curves.ts";
import { runEcdsaProbe } from "./support/ecdsa-probe.ts";
import { generator } from "./support/mutate.ts";

const { probe, verifies } = await runEcdsaProbe();

describe.each(curves)("ECDSA over $crv", (curve) => {
  const { id, size, p } = curve;

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
