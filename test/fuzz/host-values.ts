import { Expected } from "./expected.ts";
import { fuzz } from "./fuzz.ts";
import { startGuarded } from "./guarded-probe.ts";
import { blockOf, decodePairs, integerOf, lyingBlock, valuesOf } from "./headers-model.ts";
import {
  type Answer,
  answeringHost,
  boolOf,
  bytesOf,
  longOf,
  putResult,
  time,
  typedStatus,
  vary,
} from "./host-answers.ts";
import { mutate } from "./mutate.ts";
import { bytesField, fieldsOf, numberField } from "./protobuf-model.ts";
import type { Random } from "./random.ts";
import { entryOf } from "./struct-model.ts";

const answer: Answer = { status: 0, bytes: Buffer.alloc(0) };
const last = { argument: Buffer.alloc(0) };
const probe = await startGuarded("host", answeringHost(answer, last));
const expected = new Expected();
/** What the probe gives where there is no number: -7 and 0.5, as their bits. */
const minusSeven = -7n;
const half = 0x3fe0000000000000n;

fuzz("properties", (random) => {
  vary(answer, random);
  const path = random.oneIn(2) ? random.pick(["request.size", "a.b", 'm["x.y"].z[0]']) : pathOf(random);
  const bytes = bytesOf(answer);
  expected
    .clear()
    .text(bytes?.toString() ?? null)
    .data(bytes);
  expected.long(longOf(answer, minusSeven)).number(typedStatus(answer, 8)).long(longOf(answer, half));
  expected.flag(boolOf(answer, true)).number(typedStatus(answer, 1));
  expected.long(longOf(answer, minusSeven)).long(longOf(answer, minusSeven));
  expected.flag(answer.status === 0).number(answer.status);
  expected.check(probe.run("readProperty", [path]));
  const wire = wirePath(Buffer.from(path));
  if (!wire.equals(last.argument))
    throw new Error(`path ${JSON.stringify(path)} went as ${last.argument.toString("hex")}`);
});

fuzz("attributes", (random) => {
  const block = random.oneIn(2) ? lyingBlock(blockOf(random), random) : blockOf(random);
  vary(answer, random, random.oneIn(2) ? block : undefined);
  const { status, bytes } = answer;
  const headers = status === 0 ? decodePairs(bytes) : [];
  expected
    .clear()
    .text(status === 0 ? bytes.toString() : "")
    .long(longOf(answer, 0n))
    .flag(boolOf(answer, false));
  expected.long(BigInt.asIntN(32, longOf(answer, 0n))).text(status === 0 ? bytes.toString() : null);
  expected.long(longOf(answer, half)).flag(boolOf(answer, true));
  // A Struct, also an empty one, is an object
  expected.number(status === 0 && entryOf(bytes, "space") ? 5 : 0);
  expected.long(longOf(answer, minusSeven)).number(headers.length);
  for (const [name, value] of headers) expected.text(name.toString()).data(value);
  expected.check(probe.run("readAttributes", [random.text(3)]));
});

fuzz("bodies", (random) => {
  vary(answer, random);
  const bytes = bytesOf(answer) ?? Buffer.alloc(0);
  expected.clear().number(bytes.length).data(bytes).text(bytes.toString());
  expected.check(probe.run("readBody", [], random.edge(), random.edge()));
});

fuzz("answers of foreign functions", (random) => {
  const result = Buffer.concat([numberField(1, BigInt(random.below(3))), bytesField(2, random.bytes(random.count(9)))]);
  vary(answer, random, random.oneIn(3) ? undefined : random.oneIn(2) ? result : mutate(result, random));
  const { status, bytes } = answer;
  const fields = status === 0 ? fieldsOf(bytes) : [];
  const valid = fields.findLast(({ number }) => number === 1)?.value ?? 0n;
  function lastOf(wanted: number): Buffer {
    return fields.findLast(({ number }) => number === wanted)?.bytes ?? Buffer.alloc(0);
  }
  putResult(expected.clear(), answer);
  expected
    .number(status)
    .flag(valid !== 0n)
    .text(lastOf(2).toString());
  expected.number(status).data(lastOf(2)).text(lastOf(3).toString());
  expected.number(status).flag(boolOf(answer, false)).number(status);
  expected.text(bytesOf(answer)?.toString() ?? "none").flag(boolOf(answer, true));
  expected.long(longOf(answer, minusSeven)).long(longOf(answer, half));
  expected.check(probe.run("callForeign", []));
});

fuzz("shared data and queues", (random) => {
  const lease = Buffer.alloc(16, random.bits());
  lease.writeBigUInt64LE(time + BigInt(random.below(5) - 2), 8);
  vary(answer, random, random.oneIn(3) ? lease : undefined);
  const delta = BigInt(random.edge()) - 5n;
  const bytes = bytesOf(answer);
  const taken = bytes?.length === 16 && time < bytes.readBigUInt64LE(8);
  putResult(expected.clear(), answer);
  expected
    .text(bytes?.toString() ?? null)
    .long(longOf(answer, 0n))
    .long(longOf(answer, 0n) + delta);
  expected.flag(!taken).data(bytes);
  expected.check(probe.run("readShared", [], delta));
});

fuzz("answers to HTTP calls", (random) => {
  const block = random.oneIn(2) ? lyingBlock(blockOf(random), random) : blockOf(random);
  vary(answer, random, random.oneIn(2) ? block : undefined);
  const { status, bytes } = answer;
  const failed = random.oneIn(5);
  const headers = status === 0 ? decodePairs(bytes) : [];
  const code = failed ? -1n : integerOf(valuesOf(headers, ":status")[0]);
  expected
    .clear()
    .flag(failed)
    .number(code < 0n ? 0 : Number(code & 0xffffffffn));
  expected.text(failed ? "the request was reset" : "");
  const body = failed ? Buffer.alloc(0) : (bytesOf(answer) ?? Buffer.alloc(0));
  expected.data(body).text(body.toString()).number(headers.length);
  for (const [name] of headers) expected.text(name.toString());
  expected.data(body).text(body.toString());
  expected.check(probe.run("readHttpAnswer", [], failed ? 0 : 1 + random.below(3)));
});

/** A path with what means something in one. */
function pathOf(random: Random): string {
  const pieces = Array.from({ length: random.count(8) }, () =>
    random.pick([".", "[", "]", '"', "'", "\0", random.text(4)]),
  );
  return random.oneIn(20) ? random.brokenText(5) : pieces.join("");
}

/** A path on the wire: segments with a zero byte between them. After a zero byte it is so already. */
function wirePath(path: Buffer): Buffer {
  if (path[0] === 0) return path.subarray(1);
  const wire: number[] = [];
  let quote = 0;
  for (const byte of path) {
    const character = String.fromCharCode(byte);
    if (quote > 0 && byte === quote) quote = 0;
    else if (quote > 0) wire.push(byte);
    else if (character === '"' || character === "'") quote = byte;
    else if (character === "." || character === "[") wire.push(0);
    else if (character !== "]") wire.push(byte);
  }
  return Buffer.from(wire);
}
