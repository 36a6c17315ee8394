// Formats of texts: each is given what it should take, and the same with changes. What has a counterpart in Node must agree.
import { Expected } from "./expected.ts";
import { fuzz } from "./fuzz.ts";
import { startGuarded } from "./guarded-probe.ts";
import { mutate } from "./mutate.ts";
import type { Random } from "./random.ts";

const probe = await startGuarded("formats");
const expected = new Expected();

fuzz("queries", (random) => {
  const pairs = Array.from({ length: random.few(40) }, () => [random.text(6), random.text(6)]);
  const text = changed(String(new URLSearchParams(pairs as [string, string][])), random);
  // The constructor drops a question mark. Characters beyond ASCII beside a lone % come out of Node as others, unless escaped
  const escaped = Buffer.from(text)
    .toString()
    .replaceAll(/[^\0-\x7f]+/g, encodeURIComponent);
  const theirs = [...new URLSearchParams(`?${escaped}`)];
  expected.clear().number(theirs.length);
  for (const [name, value] of theirs) expected.text(name).text(value);
  expected.text(text).check(probe.run("query", [text]));
});

fuzz("URLs", (random) => {
  const host = random.pick(["shop.example", "127.0.0.1", "[2001:db8::1]", "a-b.c"]);
  const port = 1 + random.below(65_535);
  const [path, query, fragment] = [plain(random), plain(random), plain(random)];
  const right = `https://${host}:${port}/${path}?${query}#${fragment}`;
  const text = changed(right, random);
  const output = probe.run("url", [text]);
  if (text !== right) return;
  expected.clear().flag(true).text("https").text(host);
  expected.number(port === 443 ? -1 : port).text(`/${path}`);
  expected.text(query).text(fragment).check(output);
});

fuzz("cookies", (random) => {
  const pairs = Array.from({ length: random.few(40) }, (_, index) => [`name${index}`, plain(random)] as const);
  const right = pairs.map(([name, value]) => `${name}=${value}`).join("; ");
  const text = changed(right, random);
  const output = probe.run("cookies", [text]);
  if (text !== right) return;
  expected.clear().number(pairs.length);
  for (const [name, value] of pairs) expected.text(name).text(value);
  expected.check(output);
});

fuzz("cookies to be set", (random) => {
  // In the order in which they are written
  const all = ["Expires=Sun, 06 Nov 1994 08:49:37 GMT", "Max-Age=60", "Path=/", "Secure", "SameSite=Lax", "x=é"];
  const right = [`sid=${plain(random)}`, ...all.filter(() => random.oneIn(2))].join("; ");
  const text = changed(right, random);
  const output = probe.run("setCookie", [text]);
  if (text === right) expected.clear().text(right).text(right).check(output);
  // What was written reads as the same
  const half = output.subarray(output.length / 2);
  if (!output.subarray(0, output.length / 2).equals(half)) throw new Error(`another cookie the second time: ${text}`);
});

fuzz("dates", (random) => {
  const seconds = random.below(4_000_000_000);
  const date = new Date(seconds * 1000);
  const isHttp = random.oneIn(2);
  const right = isHttp ? date.toUTCString() : date.toISOString();
  const text = changed(right, random);
  const output = probe.run("dates", [text]);
  const read = output.readBigInt64LE(isHttp ? 0 : 8);
  if (text === right && read !== BigInt(seconds) * 1000n) throw new Error(`${text} read as ${read}`);
});

fuzz("escapes", (random) => {
  const text = random.oneIn(20_000) ? "é\n%41".repeat(200_000) : changed(random.text(20), random);
  const output = probe.run("escapes", [text]);
  const wellFormed = Buffer.from(text).toString();
  expected.clear().text(JSON.stringify(text)).text(wellFormed);
  expected.check(output.subarray(0, 8 + 2 * JSON.stringify(text).length + 2 * wellFormed.length));
});

const pieces = [
  "a",
  "b",
  ".",
  "*",
  "+",
  "?",
  "|",
  "(",
  ")",
  "[",
  "]",
  "^",
  "$",
  "\\d",
  "\\b",
  "{2,3}",
  "(?:",
  "(?i)",
  "é",
];

fuzz("patterns", (random) => {
  const pattern = Array.from({ length: random.count(14) }, () => random.pick(pieces)).join("");
  const inputs = [
    changed(pattern, random),
    random.pick(["", "i", "ms", "x"]),
    random.text(8) + random.pick(["ab", "b1"]),
  ];
  const output = probe.run("patterns", inputs);
  if (output[1] === 0 && output.length <= 6) throw new Error(`refused without a reason: ${pattern}`);
});

/** Letters and digits, which no format changes. */
function plain(random: Random): string {
  return random.bits().toString(36);
}

function changed(text: string, random: Random): string {
  if (random.oneIn(3)) return text;
  return random.oneIn(10) ? text + random.brokenText(3) : mutate(Buffer.from(text), random).toString();
}
