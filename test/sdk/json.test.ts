import { beforeAll, describe, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { generator, mutate } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;

beforeAll(async () => {
  probe = await runProbe(await buildProbe("json"));
});

/** What the reader makes of a text: the value, or the error. */
function read(text: string | Uint8Array): { value: unknown } | { error: string } {
  const valid = probe.give("rewrite", text);
  return valid ? { value: JSON.parse(probe.text()) } : { error: probe.text() };
}

describe("accepts what JSON.parse accepts", () => {
  test.each([
    "{}",
    "[]",
    ' \t\r\n{ "a" : [ 1 , 2.5 , -3e2 , true , false , null , "x" ] } \n',
    '""',
    '"\\u0041\\u00e9\\u20ac\\ud83d\\ude00\\n\\t\\r\\b\\f\\/\\\\\\""',
    '"é€😀"',
    '{"":1,"a":{"b":{"c":[[[]]]}}}',
    "0",
    "1E+2",
    "0.1",
    "123456789012345678901234567890",
    "5e-324",
    "1.7976931348623157e308",
  ])("%s", (text) => {
    expect(read(text)).toEqual({ value: JSON.parse(text) });
  });
});

describe("refuses what JSON.parse refuses, and says where", () => {
  test.each([
    ["", "expected a value (line 1, column 1)"],
    ["{", "expected a key in quotes (line 1, column 2)"],
    ['{"a"}', 'expected ":" after a key (line 1, column 5)'],
    ['{"a":1,}', "nothing after a comma (line 1, column 8)"],
    ["[1,]", "nothing after a comma (line 1, column 4)"],
    ["[1 2]", 'expected "," or "]" (line 1, column 4)'],
    ["[,]", "[0]: expected a value (line 1, column 2)"],
    ['{"a":1 "b":2}', 'expected "," or "}" (line 1, column 8)'],
    ["{a:1}", "expected a key in quotes (line 1, column 2)"],
    ["[1] 2", "unexpected text after the value (line 1, column 5)"],
    ["01", "unexpected text after the value (line 1, column 2)"],
    ["1.", "a malformed number (line 1, column 1)"],
    ["-", "a malformed number (line 1, column 1)"],
    ["1e", "a malformed number (line 1, column 1)"],
    ["+1", "expected a value (line 1, column 1)"],
    ["tru", "expected true (line 1, column 1)"],
    ["nul", "expected null (line 1, column 1)"],
    ["NaN", "expected a value (line 1, column 1)"],
    ['"abc', "a string that does not end (line 1, column 5)"],
    ['"abc\\', "a string that does not end (line 1, column 6)"],
    ['"a\nb"', "a control character in a string (line 1, column 3)"],
    ['"\\x"', "an unknown escape in a string (line 1, column 2)"],
    ['"\\u12g4"', "\\u without four hexadecimal digits (line 1, column 2)"],
    ['"\\u12"', "\\u without four hexadecimal digits (line 1, column 2)"],
    ["// no\n1", "expected a value (line 1, column 1)"],
    ['{\n  "é": [\n    "€", x\n  ]\n}', '["é"][1]: expected a value (line 3, column 10)'],
  ])("%j", (text, error) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(read(text)).toEqual({ error });
  });

  test("what JSON.parse lets through", () => {
    expect(read("\ufeff{}")).toEqual({ error: "unexpected byte order mark (line 1, column 1)" });
    expect(read('"\\ud800"')).toEqual({ error: "half of a surrogate pair (line 1, column 2)" });
    expect(read('"\\ude00\\ud83d"')).toEqual({ error: "half of a surrogate pair (line 1, column 2)" });
    expect(read(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ error: "a string that is not UTF-8 (line 1, column 1)" });
    expect(read("1e999")).toEqual({ error: "expected a number that a double can hold, found 1e999" });
    expect(read("[".repeat(64) + "]".repeat(64))).toEqual({ value: JSON.parse("[".repeat(64) + "]".repeat(64)) });
    const deep = read("[".repeat(65) + "]".repeat(65));
    expect(deep).toEqual({ error: expect.stringContaining("nested deeper than 64 levels (line 1, column 65)") });
    expect(read("[".repeat(100_000))).toEqual({ error: expect.stringContaining("nested deeper") });
  });
});

test("doubles are those of JavaScript, to the last bit", () => {
  const view = new DataView(new ArrayBuffer(8));
  const random = generator(7);
  const digitsOf = (count: number) =>
    Array.from({ length: count }, (_, i) => (i === 0 ? 1 + Math.floor(random() * 9) : Math.floor(random() * 10))).join(
      "",
    );
  const texts = [
    ...["0", "-0", "0.0", "0e999", "-1.5", "0.1", "0.25", "1e22", "1e23", "1e-22", "123456.789", "9007199254740993"],
    // The largest and smallest ones, and what is just between two
    ...[
      "1.7976931348623157e308",
      "1.7976931348623158e308",
      "179769313486231580793728971405303415079934132710037826936e252",
    ],
    ...["2.2250738585072014e-308", "2.2250738585072011e-308", "4.9406564584124654e-324", "2.4703282292062327e-324"],
    ...["2.4703282292062328e-324", "1e-400", "9007199254740992.5", "9007199254740993.00000000000000000000000001"],
    `9007199254740993.${"0".repeat(900)}1`,
    `0.${"0".repeat(400)}1e401`,
    `${"9".repeat(1000)}e-900`,
    digitsOf(2000).replace(/^(.{1990})/, "$1."),
  ];
  for (let i = 0; i < 5000; ++i) {
    const digits = digitsOf(1 + Math.floor(random() * 30));
    texts.push(`${digits}e${Math.floor(random() * 680) - 360}`, `${digits}.${digitsOf(9)}`, String(random() * 1e6));
    // Halfway between two neighbours, and next to that
    const value = random() * 2 ** Math.floor(random() * 200 - 100);
    const [even, odd] = [value, nextAfter(value)].map((neighbour) => exact(neighbour));
    if (even && odd) texts.push(halfway(even, odd), `${halfway(even, odd)}1`);
  }
  for (const text of texts) {
    if (!Number.isFinite(Number(text))) {
      expect(probe.give("double", text)).toBe(0);
      continue;
    }
    view.setFloat64(0, Number(text));
    probe.give("double", text);
    if (BigInt(probe.text()) !== view.getBigUint64(0)) expect.fail(`${text} is not read as ${Number(text)}`);
  }

  function nextAfter(value: number): number {
    view.setFloat64(0, value);
    view.setBigUint64(0, view.getBigUint64(0) + 1n);
    return view.getFloat64(0);
  }

  /** A double as a fraction of 2 to the power of 200. */
  function exact(value: number): bigint {
    let scaled = value;
    let left = 200;
    while (!Number.isInteger(scaled)) {
      scaled *= 2;
      --left;
    }
    return left < 0 ? BigInt(scaled) : BigInt(scaled) << BigInt(left);
  }

  /** What is between two such fractions, in decimal digits. */
  function halfway(a: bigint, b: bigint): string {
    const digits = (((a + b) * 10n ** 201n) / 2n ** 201n).toString().padStart(202, "0");
    return `${digits.slice(0, -201)}.${digits.slice(-201)}`;
  }
});

test("integers are exact, whatever the form", () => {
  function integer(text: string, min: bigint, max: bigint): string {
    probe.give("integer", text, min, max);
    return probe.text();
  }
  const [min, max] = [-(2n ** 63n), 2n ** 63n - 1n];
  expect(integer("9223372036854775807", min, max)).toBe("9223372036854775807");
  expect(integer("-9223372036854775808", min, max)).toBe("-9223372036854775808");
  expect(integer("9223372036854775808", min, max)).toMatch(/^expected an integer from -9223372036854775808 to/);
  expect(integer("12.0", 0n, 100n)).toBe("12");
  expect(integer("1.20e1", 0n, 100n)).toBe("12");
  expect(integer("1200e-2", 0n, 100n)).toBe("12");
  expect(integer("-0", 0n, 100n)).toBe("0");
  expect(integer("0e999999999999", 0n, 100n)).toBe("0");
  expect(integer("12.5", 0n, 100n)).toBe("expected an integer from 0 to 100, found 12.5");
  expect(integer("1e-1", 0n, 100n)).toBe("expected an integer from 0 to 100, found 1e-1");
  expect(integer("1e999999999999", 0n, 100n)).toBe("expected an integer from 0 to 100, found 1e999999999999");
  expect(integer("101", 0n, 100n)).toBe("expected an integer from 0 to 100, found 101");
  expect(integer('"1"', 0n, 100n)).toBe("expected an integer from 0 to 100, found a string");
  expect(probe.give("unsigned", "18446744073709551615", 2n ** 64n - 1n)).toBe(1);
  expect(probe.text()).toBe("18446744073709551615");
  expect(probe.give("unsigned", "18446744073709551616", 2n ** 64n - 1n)).toBe(0);
  expect(probe.give("unsigned", "-1", 2n ** 64n - 1n)).toBe(0);
  expect(probe.give("unsigned", "-0", 2n ** 64n - 1n)).toBe(1);
});

test("values that nobody takes are skipped", () => {
  expect(probe.give("partly", '[{"a":[1,{"b":"no"}],"b":"x","c":{"b":"no"}},{"b":"y"},{}]')).toBe(1);
  expect(probe.text()).toBe("xy");
  expect(probe.give("skip", '{"a":[1,"x",true,null,{"b":[]}]}')).toBe(1);
  expect(probe.give("skip", '{"a":[1,"x",tru]}')).toBe(0);
});

describe("keys are compared in place", () => {
  test("as texts are", () => {
    const random = generator(11);
    const parts = ["", "a", "ab", "customer", "é", "\u20ac", "😀", '"', "\\", "\n", "\u0000", "\ufffd"];
    for (let round = 0; round < 2000; ++round) {
      const any = () => Array.from({ length: 3 }, () => parts[Math.floor(random() * parts.length)]).join("");
      const keys = Array.from({ length: 4 }, any);
      const names = [...keys, ...keys.map((key) => key.slice(0, -1)), ...keys.map((key) => `${key}a`), any()];
      // JSON cannot have half a surrogate pair
      const texts = names.map((name) => Buffer.from(name).toString());
      const written = keys.map((key) => `${random() < 0.5 ? JSON.stringify(key) : escapedText(key)} : 1`);
      expect(probe.give("keysNamed", `{"names":${JSON.stringify(texts)},"keys":{${written.join(",")}}}`)).toBe(1);
      const lines = keys.map((key) => texts.map((text) => (text === key ? "1" : "0")).join(""));
      expect(probe.text()).toBe(lines.map((line) => `${line} ${line}`).join("\n"));
    }
  });

  test("the current one is the last that was asked for", () => {
    probe.give("keyBetween", '{"a":{"x":1},"b":{"c":2,"d":{"y":3}},"e":4}');
    expect(probe.text()).toBe(",a,d,e");
  });
});

/** A text in quotes, all of it in escapes. */
function escapedText(text: string): string {
  return `"${Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, "0")}`).join("")}"`;
}

test("strings end, and are refused, at each place in a word of eight bytes", () => {
  const faults = [
    ["\u0001", "a control character in a string", 0],
    ["\\x", "an unknown escape in a string", 0],
    ["\\u00g0", "\\u without four hexadecimal digits", 0],
    ["\\u@`g0", "\\u without four hexadecimal digits", 0],
    ["\\ud83dab", "half of a surrogate pair", 0],
    ["\\ud83d\\u0041", "half of a surrogate pair", 0],
    ["\xff", "a string that is not UTF-8", -1],
    ["\xed\xa0\x80", "a string that is not UTF-8", -1],
    ["\xf4\x90\x80\x80", "a string that is not UTF-8", -1],
    ["\xc0\x80\\x", "a string that is not UTF-8", -1],
    ["\\\xff", "a string that is not UTF-8", -1],
  ] as const;
  for (let before = 0; before < 20; ++before) {
    for (let after = 0; after < 10; ++after) {
      const [start, end] = ["s".repeat(before), "e".repeat(after)];
      for (const good of [
        "",
        "\\n",
        '\\"',
        "\\\\",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\xc3\xa9",
        "\xf0\x9f\x98\x80",
        "\x7f",
      ]) {
        const text = Buffer.from(`["${start}${good}${end}"]`, "latin1");
        expect(read(text)).toEqual({ value: JSON.parse(text.toString()) });
        expect(probe.give("isValid", text)).toBe(1);
      }
      for (const [bad, message, column] of faults) {
        const text = Buffer.from(`["${start}${bad}${end}"]`, "latin1");
        const error = `[0]: ${message} (line 1, column ${column < 0 ? 2 : 3 + before})`;
        expect(read(text)).toEqual({ error });
        expect(probe.give("skip", text)).toBe(0);
        expect(probe.text()).toBe(error);
      }
      probe.give("skip", `["${start}${end}`);
      expect(probe.text()).toBe(`[0]: a string that does not end (line 1, column ${3 + before + after})`);
    }
  }
});

test("what is wrong in a skipped value is told with its place", () => {
  for (const [text, error] of [
    ['{"a":[1,{"b c":[true,"x\\q"]}]}', 'a[1]["b c"][1]: an unknown escape in a string (line 1, column 24)'],
    ['[[],[0,[{"a":1,"\\u0062":01}]]]', '[1][1][0]: expected "," or "}" (line 1, column 26)'],
    ['{"a":{"b":1,\n"c"  1}}', 'a.b: expected ":" after a key (line 2, column 6)'],
    ['{"a":{"b":[1,2,]}}', "a.b: nothing after a comma (line 1, column 16)"],
    ['{"a":[0,-]}', "a[1]: a malformed number (line 1, column 9)"],
    ['{"a":{"b":falsy}}', "a.b: expected false (line 1, column 11)"],
    [`${"[".repeat(64)}{`, `${"[0]".repeat(64)}: nested deeper than 64 levels (line 1, column 65)`],
  ] as const) {
    expect(probe.give("skip", text)).toBe(0);
    expect(probe.text()).toBe(error);
  }
});

test("what is skipped or compared leaves no garbage", async () => {
  const stub = await runProbe(await buildProbe("json", { ascFlags: ["--runtime", "stub"] }));
  const order = { "a long key": ["text \u20ac \n", 1.5, true, null, { "\u00e9": "\ud83d\ude00" }], "\n": {}, id: "x" };
  /** Bytes that a call allocates. */
  function allocated(name: string, value: unknown, result: number): number {
    stub.give("isValid", JSON.stringify(value));
    const before = stub.call("heapEnd");
    expect(stub.call(name)).toBe(result);
    return stub.call("heapEnd") - before;
  }
  const orders = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`${i} orders`, order]));
  const reader = allocated("isValid", {}, 1);
  expect(reader).toBeGreaterThan(64);
  expect(allocated("isValid", orders, 1)).toBe(reader);
  expect(allocated("countIds", {}, 0)).toBe(reader);
  expect(allocated("countIds", { ...orders, id: 1, é: 2, "i\n": 3 }, 1)).toBe(reader);
});

test("reading out of order is an error, no trap", () => {
  expect(probe.give("misuse", "[1,2]")).toBe(0);
  expect(probe.text()).toContain("read out of order");
});

test("agrees with JSON.parse on random and mutated texts, and never traps", () => {
  const random = generator(1);
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  for (let round = 0; round < 20_000; ++round) {
    const bytes = mutate(Buffer.from(JSON.stringify(randomValue(random, 4))), random);
    const ours = read(bytes);
    const theirs = attempt(() => JSON.parse(utf8.decode(bytes)) as unknown);
    const strict = !("error" in ours) || !/surrogate|double can hold|deeper|byte order/.test(ours.error);
    if (strict)
      expect({ bytes: bytes.toString(), ok: "value" in ours }).toEqual({ bytes: bytes.toString(), ok: theirs.ok });
    if ("value" in ours && theirs.ok) expect(withoutTwice(ours.value)).toEqual(withoutTwice(theirs.value));
  }
});

function attempt(read: () => unknown): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: read() };
  } catch {
    return { ok: false };
  }
}

/** -0 and 0 are one number in JSON. */
function withoutTwice(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function randomValue(random: () => number, depth: number): unknown {
  const kind = Math.floor(random() * (depth > 0 ? 7 : 5));
  const count = Math.floor(random() * 4);
  if (kind === 0) return random() * 10 ** Math.floor(random() * 20);
  if (kind === 1) return Math.floor(random() * 1000) - 500;
  if (kind === 2) return ["", "a", '\u20ac"', "\\\n\u0001", "😀", "x".repeat(300)][Math.floor(random() * 6)];
  if (kind === 3) return random() < 0.5;
  if (kind === 4) return null;
  if (kind === 5) return Array.from({ length: count }, () => randomValue(random, depth - 1));
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, randomValue(random, depth - 1)]));
}

describe("writing", () => {
  test("strings are those of JSON.stringify", () => {
    const random = generator(31);
    const units = [
      0x22, 0x5c, 0x2f, 0, 7, 8, 9, 10, 12, 13, 0x1f, 0x20, 0x61, 0x7f, 0xe9, 0x2028, 0xd83d, 0xde00, 0xffff,
    ];
    for (let round = 0; round < 20_000; ++round) {
      const length = Math.floor(random() * 6);
      const text = String.fromCharCode(
        ...Array.from({ length }, () => units[Math.floor(random() * units.length)] ?? 0),
      );
      probe.give("quote", Buffer.from(text, "utf16le"));
      expect(probe.output().toString("utf16le")).toBe(JSON.stringify(text));
    }
  });

  test("values of every kind stand in their places", () => {
    for (const number of [0, -1.5, 0.1, 1e300, 5e-324, Number.NaN, Number.NEGATIVE_INFINITY]) {
      probe.call("write", -(2n ** 63n), number);
      expect(probe.text()).toContain('{"integer":-9223372036854775808,"number":');
      expect(JSON.parse(probe.text())).toEqual({
        integer: -(2 ** 63),
        number: Number.isFinite(number) ? number : null,
        nothing: null,
        both: [true, false],
        empty: {},
        'k"y': "\u{1f600}\n",
        raw: [1, 2],
      });
    }
  });
});
