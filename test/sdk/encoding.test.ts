import { createHash, createHmac, randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { generator } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;

beforeAll(async () => {
  probe = await runProbe(await buildProbe("encoding"));
});

/** Lengths around the sizes that matter to blocks of 64 bytes and groups of three. */
const lengths = [0, 1, 2, 3, 4, 5, 31, 32, 54, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 1000, 70_000];

describe("UTF-8", () => {
  /** Sequences that are right, cut, too long, too large or no sequences at all. */
  const parts = [
    "61",
    "c3a9",
    "e282ac",
    "f09f9880",
    "7f",
    "c280",
    "dfbf",
    "e0a080",
    "ed9fbf",
    "ee8080",
    "efbfbd",
    "efbfbf",
    "f0908080",
    "f48fbfbf",
    "80",
    "bf",
    "c0",
    "c1",
    "c080",
    "e0",
    "e282",
    "e08080",
    "eda080",
    "f0",
    "f09f",
    "f09f98",
    "f0808080",
    "f4908080",
    "f5",
    "ff",
    "00",
    "0d0a",
  ].map((hex) => Buffer.from(hex, "hex"));

  test("decodes as Node does, whatever the bytes", () => {
    const random = generator(9);
    const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
    const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
    for (let round = 0; round < 20_000; ++round) {
      const count = Math.floor(random() * 6);
      const bytes = Buffer.concat(
        Array.from({ length: count }, () => parts[Math.floor(random() * parts.length)] ?? Buffer.alloc(0)),
      );
      const valid = probe.give("toUtf16", bytes) === 1;
      expect([bytes.toString("hex"), probe.output().toString("utf16le")]).toEqual([
        bytes.toString("hex"),
        utf8.decode(bytes),
      ]);
      expect([bytes.toString("hex"), valid]).toEqual([bytes.toString("hex"), decodes(strict, bytes)]);
    }
  });

  function decodes(decoder: TextDecoder, bytes: Buffer): boolean {
    try {
      decoder.decode(bytes);
      return true;
    } catch {
      return false;
    }
  }

  test("encodes as Node does, half pairs too", () => {
    const random = generator(10);
    const units = [
      0x61, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xfffd, 0xffff, 0x20ac,
    ];
    for (let round = 0; round < 10_000; ++round) {
      const text = String.fromCharCode(
        ...Array.from({ length: Math.floor(random() * 8) }, () => units[Math.floor(random() * units.length)] ?? 0),
      );
      probe.give("toUtf8", Buffer.from(text, "utf16le"));
      expect([...text].map(escape).join(), probe.output().toString("hex")).toBeTypeOf("string");
      expect(probe.output().toString("hex")).toBe(Buffer.from(text, "utf8").toString("hex"));
    }
  });

  test("decodes slices, also those that reach beyond", () => {
    for (const [start, end] of [
      [0, 3],
      [2, 5],
      [5, 2],
      [-3, 2],
      [3, 99],
      [99, 100],
      [0, -1],
    ] as const) {
      probe.give("slice", "abcdef", start, end);
      expect(probe.text()).toBe("abcdef".slice(Math.max(start, 0), Math.max(end, 0)));
    }
  });
});

describe("ISO 8859-1", () => {
  test("all bytes there and back", () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, code) => code));
    probe.give("fromLatin1", bytes);
    expect(probe.text()).toBe(bytes.toString("latin1"));
    probe.give("toLatin1", bytes.toString("latin1"));
    expect(probe.output().equals(bytes)).toBe(true);
  });

  test("a character that is no byte becomes a question mark", () => {
    probe.give("toLatin1", "a\u0100\u20ac\u{1f600}b");
    expect(probe.output().toString("latin1")).toBe("a????b");
  });
});

describe("SHA-256 and HMAC", () => {
  test.each(lengths)("of %i bytes", (length) => {
    const bytes = randomBytes(length);
    const expected = createHash("sha256").update(bytes).digest("hex");
    probe.give("hash", bytes);
    expect(probe.output().toString("hex")).toBe(expected);
    probe.give("hashParts", bytes, 7);
    expect(probe.output().toString("hex")).toBe(expected);
    for (const keySize of [0, 1, 32, 63, 64, 65, 200].filter((size) => size <= length)) {
      probe.give("hmac", bytes, keySize);
      const hmac = createHmac("sha256", bytes.subarray(0, keySize)).update(bytes.subarray(keySize)).digest("hex");
      expect(probe.output().toString("hex")).toBe(hmac);
    }
  });

  test("comparison", () => {
    expect(probe.give("halvesAreEqual", "abcabc", 3)).toBe(1);
    expect(probe.give("halvesAreEqual", "abcabd", 3)).toBe(0);
    expect(probe.give("halvesAreEqual", "abcab", 3)).toBe(0);
    expect(probe.give("halvesAreEqual", "", 0)).toBe(1);
  });
});

describe("base64 and hex", () => {
  test.each(lengths)("of %i bytes there and back", (length) => {
    const bytes = randomBytes(length);
    probe.give("toBase64", bytes);
    expect(probe.text()).toBe(bytes.toString("base64"));
    probe.give("toBase64Url", bytes);
    expect(probe.text()).toBe(bytes.toString("base64url"));
    probe.give("toHex", bytes);
    expect(probe.text()).toBe(bytes.toString("hex"));

    expect(probe.give("fromBase64", bytes.toString("base64"))).toBe(1);
    expect(probe.output().equals(bytes)).toBe(true);
    expect(probe.give("fromBase64", bytes.toString("base64").replace(/=+$/, ""))).toBe(1);
    expect(probe.output().equals(bytes)).toBe(true);
    expect(probe.give("fromBase64Url", bytes.toString("base64url"))).toBe(1);
    expect(probe.output().equals(bytes)).toBe(true);
    expect(probe.give("fromHex", bytes.toString("hex").toUpperCase())).toBe(1);
    expect(probe.output().equals(bytes)).toBe(true);
  });

  test.each([
    "a",
    "aaaaa",
    "====",
    "a===",
    "ab=",
    "abc==",
    "ab=c",
    "=",
    "a b=",
    "ab\n=",
    "ab-_",
    "é===",
    "abcd=",
    "ZZ==",
    "Zm9=",
  ])("base64 %j is refused", (text) => {
    expect(probe.give("fromBase64", text)).toBe(0);
  });

  test("each alphabet refuses the other", () => {
    expect(probe.give("fromBase64Url", "ab+/")).toBe(0);
    expect(probe.give("fromBase64Url", "ab-_")).toBe(1);
  });

  test.each(["a", "abc", "0g", "é", " 0"])("hex %j is refused", (text) => {
    expect(probe.give("fromHex", text)).toBe(0);
  });
});

describe("protobuf", () => {
  test("writes fields as protobuf has them", () => {
    probe.give("writeMessage", Buffer.alloc(300, 1), 300n);
    const text = Buffer.from("héllo");
    const expected = Buffer.concat([
      Buffer.from([0x0a, text.length]),
      text,
      Buffer.from([0x12, 0xac, 0x02]),
      Buffer.alloc(300, 1),
      Buffer.from([0x80, 0x01, 0xac, 0x02]),
    ]);
    expect(probe.output().toString("hex")).toBe(expected.toString("hex"));
  });

  test("reads them back", () => {
    probe.give("writeMessage", "xyz", 18446744073709551615n);
    const message = probe.output();
    probe.give("readMessage", Buffer.concat([message, Buffer.from("0d0100000011020000000000000080", "hex")]));
    expect(probe.text().split("\n")).toEqual([
      "1 6 héllo 6",
      "2 3 xyz 3",
      "16 18446744073709551615  0",
      "1 1  0",
      "2 2  0",
    ]);
  });

  test("no input makes the reader trap", () => {
    for (let round = 0; round < 5000; ++round) probe.give("readMessage", randomBytes(round % 40));
    expect(probe.give("toHex", "ok")).toBe(undefined);
  });
});
