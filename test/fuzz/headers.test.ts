import { Expected } from "./expected.ts";
import { fuzz } from "./fuzz.ts";
import { startGuarded } from "./guarded-probe.ts";
import {
  asked,
  blockOf,
  decodePairs,
  encodePairs,
  type Header,
  headerValue,
  integerOf,
  lyingBlock,
  valuesOf,
} from "./headers-model.ts";
import { mutate } from "./mutate.ts";
import type { Random } from "./random.ts";

/** What the host answers now. */
let block: Buffer = Buffer.alloc(0);
let value: Buffer | null = null;

const probe = await startGuarded("headers", (guarded) => ({
  proxy_get_header_map_pairs(_, [, dataAt = 0, sizeAt = 0]) {
    guarded().answer(dataAt, sizeAt, block);
    return 0;
  },
  proxy_get_header_map_value(_, [, , , dataAt = 0, sizeAt = 0]) {
    if (!value) return 1;
    guarded().answer(dataAt, sizeAt, value);
    return 0;
  },
}));
const copies = await startGuarded("headers");
const expected = new Expected();

fuzz("header maps", (random) => {
  block = answered(random);
  const [name, text] = [asked(random), random.text(3)];
  const headers = decodePairs(block);
  // Of a map that is empty or cut off before its number of headers the host is asked for each value
  value = valuesOf(headers, name)[0] ?? null;
  expectRead(headers, name, text, true);
  expected.check(probe.run("read", [name, text]));
});

fuzz("snapshots of header maps", (random) => {
  block = answered(random);
  const [name, text] = [asked(random), random.text(3)];
  expectRead(decodePairs(block), name, text, false);
  expected.check(probe.run("readSnapshot", [name, text]));
});

fuzz("copies of header maps", (random) => {
  const copy = answered(random);
  const [name, text] = [asked(random), random.text(3)];
  expectRead(decodePairs(copy), name, text, false);
  expected.check(copies.run("readCopy", [copy, name, text]));
});

fuzz("values of headers", (random) => {
  value = random.oneIn(10) ? null : random.oneIn(20_000) ? random.bytes(1 << 20) : headerValue(random);
  const text = random.oneIn(2) && value ? value.toString() : random.text(3);
  const way = random.below(5);
  expected.clear();
  if (way === 0) expected.data(value);
  else if (way === 1) expected.text(value?.toString() ?? null);
  else if (way === 2) expected.long(integerOf(value ?? undefined));
  else if (way === 3) expected.flag(value?.equals(Buffer.from(text)) ?? false);
  else expected.number(value ? 0 : 1);
  expected.check(probe.run("readValue", [asked(random), text], way));
});

fuzz("header maps written", (random) => {
  const fields = Array.from({ length: random.oneIn(5000) ? 1024 : random.few(12) }, () => field(random));
  const valid = fields.every(([name, content]) => isName(Buffer.from(name)) && isValue(content));
  const encoded = encodePairs(fields);
  expected
    .clear()
    .data(valid ? encoded : null)
    .check(copies.run("encode", [packed(fields)]));
  const names = decodePairs(encoded).map(([name]) => name.toString());
  if (valid && names.join("\n") !== fields.map(([name]) => name).join("\n")) throw new Error("not the same headers");
});

/** A block as it should be, or one that lies. */
function answered(random: Random): Buffer {
  const right = blockOf(random);
  if (random.oneIn(3)) return right;
  return random.oneIn(2) ? lyingBlock(right, random) : mutate(right, random);
}

function expectRead(headers: readonly Header[], name: string, text: string, withStatus: boolean): void {
  const values = valuesOf(headers, name);
  const [first] = values;
  expected
    .clear()
    .data(first ?? null)
    .text(first ? first.toString() : null);
  expected.number(values.length);
  for (const each of values) expected.text(each.toString());
  expected
    .long(integerOf(first))
    .flag(first !== undefined)
    .flag(first?.equals(Buffer.from(text)) ?? false);
  if (withStatus) expected.number(first ? 0 : 1);
  expected.number(headers.length);
  for (const [key, each] of headers) expected.text(key.toString()).data(each).text(each.toString());
}

function field(random: Random): [name: string, value: Buffer] {
  const name = random.oneIn(60) ? random.brokenText(4) : random.pick(["x-a", ":path", "X-Trace_ID", "!#$%&'*+.^`|~9"]);
  const bytes = Buffer.from(random.text(30).replaceAll("\0", "\t"));
  return [random.oneIn(60) ? `${name}${random.text(2)}` : name, random.oneIn(60) ? random.bytes(5) : bytes];
}

/** A token, after a colon in pseudo headers (RFC 9110, section 5.6.2). */
function isName(name: Buffer): boolean {
  return /^:?[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name.toString("latin1")) && !name.includes(0x0a);
}

/** No control characters but the tab (RFC 9110, section 5.5). */
function isValue(content: Buffer): boolean {
  return content.every((byte) => byte === 9 || (byte >= 0x20 && byte !== 0x7f));
}

function packed(fields: readonly [name: string, value: Buffer][]): Buffer {
  return Buffer.concat(
    fields.flatMap(([name, content]) => {
      const units = Buffer.from(name, "utf16le");
      const sizes = Buffer.alloc(8);
      sizes.writeUInt32LE(units.length, 0);
      sizes.writeUInt32LE(content.length, 4);
      return [sizes, units, content];
    }),
  );
}
