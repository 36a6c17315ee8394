import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { curves, nodeVerifies, nodeVerifiesDer } from "./support/ec-curves.ts";
import { runEcdsaProbe } from "./support/ecdsa-probe.ts";
import { generator } from "./support/mutate.ts";

const { probe, useKey, verifiesDer } = await runEcdsaProbe();

describe.each(curves)("ECDSA over $crv", (curve) => {
  const { id, size } = curve;

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
