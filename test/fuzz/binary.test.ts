import { derOf, element, putDer } from "./der-model.ts";
import { Expected } from "./expected.ts";
import { fuzz } from "./fuzz.ts";
import { startGuarded } from "./guarded-probe.ts";
import { mutate } from "./mutate.ts";
import { bytesField, fieldsOf, messageOf } from "./protobuf-model.ts";
import type { Random } from "./random.ts";
import { entryOf, lastOf, putStruct, structOf } from "./struct-model.ts";

const probe = await startGuarded("binary");
const expected = new Expected();
const large = 1 << 20;

fuzz("protobuf", (random) => {
  const message = random.oneIn(20_000) ? bytesField(2, random.bytes(large)) : messageOf(random);
  const bytes = changed(message, random);
  expected.clear();
  for (const { number, value, bytes: content } of fieldsOf(bytes)) {
    expected.flag(true).number(number).long(value).data(content).text(content.toString());
  }
  expected.flag(false).check(probe.run("protobuf", [bytes]));
});

fuzz("Struct", (random) => {
  const bytes = changed(random.oneIn(20_000) ? largeStruct(random) : structOf(random), random);
  putStruct(expected.clear(), bytes);
  expected.check(probe.run("struct", [bytes]));
});

fuzz("Struct in a message", (random) => {
  const key = random.text(3);
  const name = bytesField(1, Buffer.from(key));
  const entry = bytesField(1, Buffer.concat([name, bytesField(2, structOf(random, 0))]));
  const message = Buffer.concat([random.oneIn(2) ? structOf(random, 0) : messageOf(random), entry]);
  const bytes = changed(Buffer.concat([message, bytesField(3, structOf(random, 0))]), random);
  putStruct(expected.clear(), entryOf(bytes, key));
  putStruct(expected, lastOf(bytes, 3));
  expected.check(probe.run("structIn", [bytes, key]));
});

fuzz("DER", (random) => {
  const bytes = changed(random.oneIn(20_000) ? element(4, random.bytes(large)) : derOf(random), random);
  const [from, to] = [random.below(bytes.length + 3) - 1, random.below(bytes.length + 3) - 1];
  putDer(expected.clear(), bytes);
  putDer(expected, bytes.subarray(Math.max(from, 0), Math.max(from, to, 0)));
  expected.check(probe.run("der", [bytes], from, to));
});

function changed(bytes: Buffer, random: Random): Buffer {
  if (random.oneIn(3)) return bytes;
  return random.oneIn(20) ? random.bytes(random.count(60)) : mutate(bytes, random);
}

function largeStruct(random: Random): Buffer {
  const text = bytesField(3, Buffer.from("é".repeat(large / 2)));
  const value = Buffer.concat([bytesField(1, Buffer.from("text")), bytesField(2, text)]);
  return random.oneIn(2) ? bytesField(1, value) : nested(value);
}

/** Far deeper than anybody looks. */
function nested(value: Buffer): Buffer {
  let struct = bytesField(1, value.subarray(0, 6));
  for (let depth = 0; depth < 5000; ++depth) {
    struct = bytesField(1, Buffer.concat([bytesField(1, Buffer.from("k")), bytesField(2, bytesField(5, struct))]));
  }
  return struct;
}
