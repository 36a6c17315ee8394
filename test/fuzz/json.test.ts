import { isDeepStrictEqual } from "node:util";
import { Expected } from "./expected.ts";
import { fuzz } from "./fuzz.ts";
import { startGuarded } from "./guarded-probe.ts";
import { readJsonOutput } from "./json-output.ts";
import { jsonText, numberText } from "./json-text.ts";
import { mutate } from "./mutate.ts";
import type { Random } from "./random.ts";

const probe = await startGuarded("json");
const expected = new Expected();
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

fuzz("JSON", (random) => {
  const { bytes } = document(random);
  const read = compare("read", bytes);
  if (read && !isDeepStrictEqual(read.ours, read.theirs)) throw new Error(`${JSON.stringify(read.ours)} of ${bytes}`);
});

fuzz("JSON of which half is left out", (random) => {
  const { bytes, changed } = document(random);
  const read = compare("readHalf", bytes);
  // A change can double a key, of which JSON.parse shows the last one alone
  if (!read || changed || isDeepStrictEqual(read.ours, halfOf(read.theirs))) return;
  throw new Error(`${JSON.stringify(read.ours)} of ${bytes}`);
});

fuzz("numbers of JSON", (random) => {
  const bytes = random.oneIn(3) ? mutate(Buffer.from(numberText(random)), random) : Buffer.from(numberText(random));
  const [min, max] = [-(2n ** BigInt(random.below(64))), 2n ** BigInt(random.below(64)) - 1n];
  const top = 2n ** BigInt(random.below(65)) - 1n;
  const text = bytes
    .toString("latin1")
    .replace(/^[\t\n\r ]+/, "")
    .replace(/[\t\n\r ]+$/, "");
  const valid = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
  const integer = valid ? integerOf(text) : null;
  expected.clear();
  for (const [low, high] of [
    [min, max],
    [0n, top],
  ] as const) {
    const fits = integer !== null && integer >= low && integer <= high;
    expected.flag(fits).long(fits ? integer : 0n);
  }
  expected.double(valid && Number.isFinite(Number(text)) ? Number(text) : Number.NaN);
  expected.check(probe.run("readNumbers", [bytes], min, max, top));
});

/** The value that a text has for the probe and for JSON.parse; null when neither takes it. */
function compare(name: string, bytes: Buffer): { ours: unknown; theirs: unknown } | null {
  const ours = readJsonOutput(probe.run(name, [bytes]));
  const theirs = parse(bytes);
  if ("value" in ours && theirs) return { ours: ours.value, theirs: theirs.value };
  if ("value" in ours) throw new Error(`accepted: ${bytes}`);
  if (ours.error === "") throw new Error(`refused without a reason: ${bytes}`);
  if (theirs && !isStricter(ours.error, bytes)) throw new Error(`refused (${ours.error}): ${bytes}`);
  return null;
}

/** A text that is JSON in about two of five cases; seldom one of 1 MiB. */
function document(random: Random): { bytes: Buffer; changed: boolean } {
  const text = Buffer.from(random.oneIn(10_000) ? largeText(random) : jsonText(random));
  if (random.oneIn(3)) return { bytes: text, changed: false };
  return { bytes: random.oneIn(20) ? random.bytes(random.count(40)) : mutate(text, random), changed: true };
}

function largeText(random: Random): string {
  const item = jsonText(random, 2);
  return random.pick([
    `"${"é\\u20ac\\n".repeat(100_000)}"`,
    `[${`${item},`.repeat(Math.floor((1 << 20) / (item.length + 1)))}1]`,
    `${"[".repeat(63)}${item}${"]".repeat(63)}`,
    "[".repeat(1 << 20),
    `0.${"7".repeat(1 << 20)}`,
    `{"${"k".repeat(1 << 20)}":${item}}`,
  ]);
}

function parse(bytes: Buffer): { value: unknown } | null {
  try {
    return { value: JSON.parse(utf8.decode(bytes)) };
  } catch {
    return null;
  }
}

/** Whether an error is about what the reader refuses and JSON.parse does not, and the text has such a thing. */
function isStricter(error: string, bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  if (error.includes("half of a surrogate pair")) return /\\u[dD][89a-fA-F]/.test(text);
  if (error.includes("a number that a double can hold")) return /\d[eE]\+?\d{2}|\d{309}/.test(text);
  if (error.includes("nested deeper than 64 levels")) return text.replaceAll(/[^[{]/g, "").length > 64;
  return false;
}

/** Every second element and member. */
function halfOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((_, index) => index % 2 === 0).map(halfOf);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter((_, index) => index % 2 === 0);
  return Object.fromEntries(members.map(([key, member]) => [key, halfOf(member)]));
}

/** The integer that a well-formed number is, whatever its form; null when it is none. */
function integerOf(text: string): bigint | null {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]\+?(-?\d+))?$/.exec(text) ?? [];
  const digits = whole + fraction;
  if (/^0*$/.test(digits)) return 0n;
  const zeros = Number(exponent) - fraction.length;
  if (zeros > 400 || zeros < -400 - digits.length) return null;
  const kept = zeros < 0 ? digits.slice(0, Math.max(digits.length + zeros, 0)) : digits + "0".repeat(zeros);
  if (zeros < 0 && !/^0*$/.test(digits.slice(Math.max(digits.length + zeros, 0)))) return null;
  return BigInt(`${sign}${kept || "0"}`);
}
