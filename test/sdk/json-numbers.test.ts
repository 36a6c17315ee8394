import { beforeAll, describe, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { generator } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;

beforeAll(async () => {
  probe = await runProbe(await buildProbe("json"));
});

/** What the writer makes of each number. */
function written(numbers: readonly number[]): string[] {
  probe.give("numbers", new Uint8Array(Float64Array.from(numbers).buffer));
  return probe.text().slice(1, -1).split(",");
}

function expectLikeJavaScript(numbers: readonly number[]): void {
  expect(written(numbers)).toEqual(numbers.map((number) => JSON.stringify(number)));
}

function doubleOf(bits: bigint): number {
  return new Float64Array(BigUint64Array.of(bits).buffer)[0] ?? 0;
}

describe("a number is written as JSON.stringify writes it", () => {
  test("in each form", () => {
    expectLikeJavaScript([
      ...[0, -0, 1, -1, 10, 1200, 0.1, -0.5, 1.5, 123.456, 1e-6, 1e-7, 1.5e-7, 1e20, 1e21, 1.5e21, 123456789e13],
      ...[5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 2.225073858507201e-308, 9007199254740994, 2 ** 63],
      ...[0.1 + 0.2, 1 / 3, 100 / 3, 1e15, 1e16, 1e17, 999999999999999.9, 9.5e-8, 1e22, 1e23, 9.999999999999999e22],
      ...[4.35, 0.000001, 123456789012345680000, 1e-22, 1e-23, 12345678901, 2e-44, 9e-265, 5.0e-324 * 3],
      ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.EPSILON, Math.PI, 2 ** 53, -(2 ** 53)],
    ]);
  });

  test("powers of two and of ten, and their neighbours", () => {
    for (let exponent = 0n; exponent < 2047n; ++exponent) {
      const bits = exponent << 52n;
      expectLikeJavaScript([doubleOf(bits - 1n), doubleOf(bits), doubleOf(bits + 1n)].filter(Number.isFinite));
    }
    for (let exponent = -323; exponent <= 308; ++exponent) {
      const bits = new BigUint64Array(Float64Array.of(Number(`1e${exponent}`)).buffer)[0] ?? 0n;
      expectLikeJavaScript([doubleOf(bits - 1n), doubleOf(bits), doubleOf(bits + 1n)]);
    }
  });

  test("any double", () => {
    const random = generator(41);
    const half = () => BigInt(Math.floor(random() * 2 ** 32));
    for (let round = 0; round < 200; ++round) {
      const any = Array.from({ length: 500 }, () => doubleOf((half() << 32n) | half()));
      const usual = any.map((_, i) => Math.floor(random() * 10 ** (i % 18)) / 10 ** Math.floor(random() * 12));
      expectLikeJavaScript([...any, ...usual, ...any.map(() => random()), ...usual.map((value) => value * random())]);
    }
  });
});

describe("a number of 32 bits", () => {
  function single(text: string): string {
    probe.give("single", text);
    return probe.text();
  }

  test("is rounded", () => {
    for (const text of ["0", "0.1", "-2.5", "3.4028234663852886e38", "-3.4028235e38", "1e-50", "16777217"]) {
      expect(single(text)).toBe(String(new Uint32Array(Float32Array.of(Number(text)).buffer)[0]));
    }
  });

  test("is refused when it is too large for that", () => {
    expect(single("1e40")).toBe("expected a number that an f32 can hold, found 1e40");
    expect(single("-1e40")).toBe("expected a number that an f32 can hold, found -1e40");
    expect(single("3.4028236e38")).toBe("expected a number that an f32 can hold, found 3.4028236e38");
    expect(single("1e400")).toBe("expected a number that an f32 can hold, found 1e400");
    expect(single('"1"')).toBe("expected a number, found a string");
  });
});
