import { describe, expect, test } from "vitest";
import { curves, fromBytes, invert, mod } from "./support/ec-curves.ts";
import { runEcdsaProbe } from "./support/ecdsa-probe.ts";
import { generator } from "./support/mutate.ts";

const { probe } = await runEcdsaProbe();

describe.each(curves)("ECDSA over $crv", (curve) => {
  const { id, size, n, p } = curve;

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
