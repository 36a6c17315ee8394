import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  bytesOf,
  curves,
  fromBytes,
  hashes,
  invert,
  keyOf,
  mod,
  multipleOfG,
  nodeVerifies,
  numberOfHash,
  recover,
  toBytes,
  yOf,
} from "./support/ec-curves.ts";
import { runEcdsaProbe } from "./support/ecdsa-probe.ts";
import { generator } from "./support/mutate.ts";

const { probe, useKey, verifies, verifiesDer } = await runEcdsaProbe();

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
