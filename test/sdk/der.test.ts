import { generateKeyPairSync, randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { element } from "./support/rsa-encodings.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;

beforeAll(async () => {
  probe = await runProbe(await buildProbe("der"));
});

const nothing = 0;
const some = 1;
const all = 2;

function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}

describe("elements", () => {
  test.each([0, 1, 127, 128, 129, 255, 256, 257, 65_535, 65_536, 70_000])("of %i bytes", (size) => {
    const content = randomBytes(size);
    const bytes = element(0x04, content);
    expect(probe.give("read", bytes, 0x04)).toBe(all);
    expect(probe.output().equals(content)).toBe(true);
    expect(probe.give("read", Buffer.concat([bytes, hex("00")]), 0x04)).toBe(some);
    expect(probe.output().equals(content)).toBe(true);
    expect(probe.give("read", bytes, 0x30)).toBe(nothing);
    // One byte of its end is missing, and as many lengths as it takes
    for (const missing of [1, 2, 3, 4, 5, bytes.length]) {
      expect(probe.give("read", bytes.subarray(0, Math.max(bytes.length - missing, 0)), 0x04)).toBe(nothing);
    }
  });

  test.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])("lengths with more bytes than they need: %i", (size) => {
    const content = Buffer.alloc(size);
    const least = element(0x04, content).length - size - 2;
    for (let bytes = Math.max(least, 1); bytes <= 6; ++bytes) {
      const expected = bytes === least ? all : nothing;
      expect([bytes, probe.give("read", element(0x04, content, bytes), 0x04)]).toEqual([bytes, expected]);
    }
  });

  test.each([
    ["nothing", ""],
    ["a tag alone", "04"],
    ["an indefinite length", "0480010000"],
    ["a length of 127 bytes", `04ff${"01".repeat(127)}`],
    ["a length that is cut", "0482"],
    ["a length that is cut later", "048201"],
    ["a length of 2^31", "048480000000"],
    ["a length of 2^32 - 1", "0484ffffffff00"],
    ["a length of 2^32 - 6, which ends at the start", "0484fffffffa00"],
    ["a length of 2^31 - 1", "04847fffffff00"],
    ["a length of 2^32", "04850100000000"],
    ["a length of 2^64 - 1", "0488ffffffffffffffff"],
  ])("%s is none", (_, bytes) => {
    expect(probe.give("read", hex(bytes), 0x04)).toBe(nothing);
  });

  test("tags of more than one byte are not known", () => {
    expect(probe.give("read", hex("1f0100"), 0x1f)).toBe(nothing);
    expect(probe.give("read", hex("bf0100"), 0xbf)).toBe(nothing);
    expect(probe.give("read", hex("a00100"), 0xa0)).toBe(all);
    expect(probe.give("read", hex("a00100"), 0x1a0)).toBe(nothing);
    expect(probe.give("read", hex("a00100"), -0x60)).toBe(nothing);
  });

  test("a part of bytes ends where the part ends", () => {
    const bytes = hex("ff040201020304");
    expect(probe.give("readPart", bytes, 4, 1, 5)).toBe(all);
    expect(probe.output().toString("hex")).toBe("0102");
    expect(probe.give("readPart", bytes, 4, 1, 6)).toBe(some);
    expect(probe.give("readPart", bytes, 4, 1, 99)).toBe(some);
    expect(probe.give("readPart", bytes, 4, 1, 4)).toBe(nothing);
    for (const [start, end] of [
      [0, 7],
      [-5, 7],
      [7, 7],
      [9, 99],
      [5, 2],
      [-9, -3],
    ] as const) {
      expect(probe.call("readPart", 4, start, end)).toBe(nothing);
    }
  });
});

describe("whole numbers", () => {
  test.each([
    ["020100", "00"],
    ["020101", "01"],
    ["02017f", "7f"],
    ["02020080", "80"],
    ["020200ff", "ff"],
    ["02020100", "0100"],
    ["0203008000", "8000"],
    ["02087fffffffffffffff", "7fffffffffffffff"],
  ])("%s is %s", (bytes, expected) => {
    expect(probe.give("readUnsigned", hex(bytes))).toBe(all);
    expect(probe.output().toString("hex")).toBe(expected);
  });

  test.each([
    ["no bytes", "0200"],
    ["-1", "0201ff"],
    ["-128", "020180"],
    ["-32768", "02028000"],
    ["0 in two bytes", "02020000"],
    ["1 in two bytes", "02020001"],
    ["127 in two bytes", "0202007f"],
    ["255 in three bytes", "02030000ff"],
    ["-1 in two bytes", "0202ffff"],
    ["another tag", "040101"],
    ["cut", "020201"],
    ["none", ""],
  ])("%s is none that is taken", (_, bytes) => {
    expect(probe.give("readUnsigned", hex(bytes))).toBe(nothing);
  });
});

describe("bit strings", () => {
  test.each([
    ["030100", ""],
    ["030200ff", "ff"],
    ["0303000102", "0102"],
  ])("%s is %j", (bytes, expected) => {
    expect(probe.give("readBitString", hex(bytes))).toBe(all);
    expect(probe.output().toString("hex")).toBe(expected);
  });

  test.each(["0300", "030101", "030201fe", "030207ff", "030208ff", "0302ffff", "2303030100", "040100", "03020", ""])(
    "%s is none of whole bytes",
    (bytes) => {
      expect(probe.give("readBitString", hex(bytes))).toBe(nothing);
    },
  );
});

describe("structures", () => {
  test("the keys that Node writes", () => {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey;
    const { n = "" } = rsa.export({ format: "jwk" });
    const modulus = Buffer.from(n, "base64url").toString("hex");
    probe.give("outline", rsa.export({ type: "pkcs1", format: "der" }));
    expect(probe.text().split("\n")).toEqual(["sequence", `  unsigned ${modulus}`, "  unsigned 010001"]);

    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
    const { x = "", y = "" } = ec.export({ format: "jwk" });
    const point = `04${Buffer.from(x, "base64url").toString("hex")}${Buffer.from(y, "base64url").toString("hex")}`;
    probe.give("outline", ec.export({ type: "spki", format: "der" }));
    expect(probe.text().split("\n")).toEqual([
      "sequence",
      "  sequence",
      "    oid 2a8648ce3d0201",
      "    oid 2a8648ce3d030107",
      `  bits ${point}`,
    ]);
  });

  test("an element that reaches beyond the one around it is none", () => {
    probe.give("outline", hex("3003040201020400"));
    expect(probe.text().split("\n")).toEqual(["sequence", "  ?", "?"]);
    probe.give("outline", hex("300304010104020102"));
    expect(probe.text().split("\n")).toEqual(["sequence", "  octets 01", "octets 0102"]);
  });

  test("what one method does not take another reads", () => {
    probe.give("outline", hex("0201ff0202000103020180050004020102"));
    expect(probe.text().split("\n")).toEqual(["integer ff", "integer 0001", "part bits 0180", "null", "octets 0102"]);
  });

  test("no input makes the reader trap", () => {
    const key = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ type: "spki", format: "der" });
    for (let size = 0; size < key.length; ++size) {
      probe.give("outline", key.subarray(0, size));
      expect(probe.text()).toMatch(/^(\?|)$/);
    }
    for (let at = 0; at < key.length; ++at) {
      for (const value of [0, 0x30, 0x7f, 0x80, 0x84, 0xff]) {
        const changed = Buffer.from(key);
        changed[at] = value;
        probe.give("outline", changed);
      }
    }
    for (let round = 0; round < 5000; ++round) probe.give("outline", randomBytes(round % 40));
    probe.give("outline", hex("0500"));
    expect(probe.text()).toBe("null");
  });
});

describe("PEM", () => {
  const bytes = randomBytes(200);
  const lines = bytes.toString("base64").replace(/.{64}/g, "$&\n");

  function decode(text: string, label = "PUBLIC KEY"): Buffer | null {
    return probe.give("fromPem", label + text, label.length) === 1 ? probe.output() : null;
  }

  function block(content: string, label = "PUBLIC KEY"): string {
    return `-----BEGIN ${label}-----\n${content}\n-----END ${label}-----\n`;
  }

  test.each([
    ["as it is written", block(lines)],
    ["with CR LF", block(lines).replaceAll("\n", "\r\n")],
    ["with CR", block(lines).replaceAll("\n", "\r")],
    ["indented", block(lines).replaceAll(/^/gm, "\t  ")],
    ["with blank lines", block(lines).replaceAll("\n", "\n\n")],
    ["on one line", block(lines).replaceAll("\n", "")],
    ["with spaces for line breaks", block(lines).replaceAll("\n", " ")],
    ["in a text", `Key of Zoë 😀:\n${block(lines)}That was it.`],
    ["the first of two", block(lines) + block("AAAA")],
    ["after a block with another label", block("AAAA", "CERTIFICATE") + block(lines)],
    ["before a block with another label", block(lines) + block("!", "CERTIFICATE")],
  ])("%s", (_, text) => {
    expect(decode(text)?.equals(bytes)).toBe(true);
  });

  test("what Node writes", () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    expect(decode(pem)?.equals(publicKey.export({ type: "spki", format: "der" }))).toBe(true);
    expect(decode(pem, "RSA PUBLIC KEY")).toBe(null);
    const pkcs1 = publicKey.export({ type: "pkcs1", format: "pem" }).toString();
    expect(decode(pkcs1, "RSA PUBLIC KEY")?.equals(publicKey.export({ type: "pkcs1", format: "der" }))).toBe(true);
    expect(decode(pkcs1)).toBe(null);
  });

  test.each([
    ["nothing", ""],
    ["no end", block(lines).slice(0, -30)],
    ["an end before the beginning", "-----END PUBLIC KEY-----\n-----BEGIN PUBLIC KEY-----\nAAAA"],
    ["another label", block(lines, "PRIVATE KEY")],
    ["a longer label", block(lines, "RSA PUBLIC KEY")],
    ["two labels", block(lines).replace("END PUBLIC", "END RSA PUBLIC")],
    ["lower case", block(lines).toLowerCase()],
    ["four hyphens", block(lines).replaceAll("-----", "----")],
    ["headers", block(`Proc-Type: 4,ENCRYPTED\n\n${lines}`)],
    ["a letter that is none", block(`${lines.slice(0, 50)}*${lines.slice(51)}`)],
    ["a letter of another plane", block(`${lines.slice(0, 50)}😀${lines.slice(52)}`)],
    ["base64url", block("-_-_")],
    ["padding within", block("QQ==QQ==")],
    ["a block in a block", block(block(lines))],
  ])("%s is none", (_, text) => {
    expect(decode(text)).toBe(null);
  });

  test("cut anywhere it is none", () => {
    const text = block(lines).trimEnd();
    for (let size = 0; size < text.length; ++size) expect(decode(text.slice(0, size))).toBe(null);
    expect(decode(text)?.equals(bytes)).toBe(true);
  });
});
