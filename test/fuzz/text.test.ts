import { Expected } from "./expected.ts";
import { fuzz } from "./fuzz.ts";
import { startGuarded } from "./guarded-probe.ts";
import { mutate } from "./mutate.ts";
import type { Random } from "./random.ts";

const probe = await startGuarded("text");
const expected = new Expected();
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

/** Once in so many cases an input is of about 1 MiB. */
const large = 1 << 20;
const seldom = 20_000;

fuzz("UTF-8 to UTF-16", (random) => {
  const bytes = utf8(random);
  const [from, to] = [random.below(bytes.length + 3) - 1, random.below(bytes.length + 3) - 1];
  const part = bytes.subarray(Math.max(from, 0), Math.max(to, from, 0));
  expected.clear();
  expected.text(lenient.decode(bytes)).flag(isUtf8(bytes)).text(lenient.decode(part)).flag(isUtf8(part));
  expected.check(probe.run("toUtf16", [bytes], from, to));
});

fuzz("UTF-16 to UTF-8", (random) => {
  const text = random.oneIn(seldom)
    ? "\ud83dé€😀".repeat(large / 8)
    : random.pick([random.text(60), random.brokenText(60)]);
  const utf8 = Buffer.from(text);
  expected
    .clear()
    .data(utf8)
    .data(utf8)
    .check(probe.run("toUtf8", [text]));
});

fuzz("texts of bytes and back", (random) => {
  const bytes = random.bytes(random.oneIn(seldom) ? large - random.below(3) : random.count(300));
  expected.clear();
  for (const encoding of ["base64", "base64url", "hex"] as const) expected.text(bytes.toString(encoding)).data(bytes);
  expected.check(probe.run("toText", [bytes]));
});

fuzz("base64, base64url and hexadecimal", (random) => {
  const text = encoded(random);
  expected.clear().data(fromBase64(text, "base64")).data(fromBase64(text, "base64url"));
  expected.data(/^(?:[0-9a-fA-F]{2})*$/.test(text) && !text.includes("\n") ? Buffer.from(text, "hex") : null);
  expected.check(probe.run("fromText", [text]));
});

fuzz("PEM", (random) => {
  const label = random.pick(["PUBLIC KEY", "", "X", "é\0"]);
  const text = pem(random, label);
  const begin = `-----BEGIN ${label}-----`;
  const start = text.indexOf(begin) + begin.length;
  const end = text.indexOf(`-----END ${label}-----`, start);
  const found = text.includes(begin) && end >= 0;
  const content = found ? fromBase64(text.slice(start, end).replaceAll(/[\t-\r ]/g, ""), "base64") : null;
  expected
    .clear()
    .data(content)
    .check(probe.run("fromPem", [text, label]));
});

function utf8(random: Random): Buffer {
  if (random.oneIn(seldom)) return mutate(Buffer.from("aé€😀".repeat(large / 10)), random);
  const bytes = Buffer.from(random.text(60));
  if (random.oneIn(4)) return bytes;
  return random.oneIn(4) ? random.bytes(random.count(60)) : mutate(bytes, random);
}

function isUtf8(bytes: Buffer): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A text in one of the encodings, mostly with something changed. */
function encoded(random: Random): string {
  const size = random.oneIn(seldom) ? large / 2 : random.count(60);
  const text = random.bytes(size).toString(random.pick(["base64", "base64url", "hex"] as const));
  if (random.oneIn(3)) return random.pick([text, text.toUpperCase(), text.replaceAll("=", "")]);
  const changed = mutate(Buffer.from(text), random).toString("latin1");
  return random.oneIn(10) ? changed + random.brokenText(2) : changed;
}

/** With or without padding, in the one form that a value has; null for any other text. */
function fromBase64(text: string, encoding: "base64" | "base64url"): Buffer | null {
  const bytes = Buffer.from(text, encoding);
  const bare = bytes.toString(encoding).replaceAll("=", "");
  return text === bare || text === bare + "=".repeat((4 - (bare.length % 4)) % 4) ? bytes : null;
}

function pem(random: Random, label: string): string {
  const size = random.oneIn(seldom) ? large / 2 : random.count(200);
  const lines = random
    .bytes(size)
    .toString("base64")
    .replaceAll(/.{1,64}/g, "$&\n");
  const text = `${random.text(5)}-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n${random.text(5)}`;
  return random.oneIn(3) ? text : mutate(Buffer.from(text), random).toString();
}
