import { Expected } from "./expected.ts";
import { fuzz } from "./fuzz.ts";
import { startGuarded } from "./guarded-probe.ts";
import { mutate } from "./mutate.ts";
import type { Random } from "./random.ts";

/** What the host says of the environment: how many variables and bytes, where each begins, and the bytes. */
interface Environment {
  count: number;
  size: number;
  /** Distances of the variables from the first byte. */
  starts: number[];
  texts: Buffer;
  errno: number;
}

let environment: Environment;

const probe = await startGuarded("host", (guarded) => ({
  environ_sizes_get(_, [countAt = 0, sizeAt = 0]) {
    guarded().store(countAt, environment.count);
    guarded().store(sizeAt, environment.size);
    return 0;
  },
  environ_get(host, [pointersAt = 0, textsAt = 0]) {
    const { errno, starts, texts } = environment;
    if (errno !== 0) return errno;
    new Uint8Array(host.memory.buffer).set(texts, textsAt);
    for (const [index, start] of starts.entries()) guarded().store(pointersAt + 4 * index, textsAt + start);
    return 0;
  },
}));
const expected = new Expected();

fuzz("environment", (random) => {
  environment = environmentOf(random);
  if (random.oneIn(2)) lie(environment, random);
  const variables = expectedVariables(environment);
  expected.clear().number(variables.size);
  for (const [key, value] of variables) expected.text(key).text(value);
  expected.check(probe.run("readVariables", []));
});

function environmentOf(random: Random): Environment {
  const texts: Buffer[] = [];
  const starts: number[] = [];
  let size = 0;
  for (let left = random.oneIn(5000) ? 1024 : random.count(12); left > 0; --left) {
    const value = random.oneIn(20_000) ? "v".repeat(1 << 20) : random.text(12);
    const text = Buffer.from(`${random.pick(["A", "PATH", "", "k", random.text(3)])}=${value}\0`);
    const changed = random.oneIn(8) ? mutate(text, random) : text;
    texts.push(changed);
    starts.push(size);
    size += changed.length;
  }
  return { count: starts.length, size, starts, texts: Buffer.concat(texts), errno: 0 };
}

/** Says something that is not so. No more bytes are written than the host asked room for. */
function lie(environment: Environment, random: Random): void {
  const { starts, texts } = environment;
  if (starts.length > 0 && random.oneIn(2)) starts[random.below(starts.length)] = random.bits();
  if (starts.length > 0 && random.oneIn(2)) starts[random.below(starts.length)] = random.below(texts.length + 40) - 20;
  if (random.oneIn(3)) environment.count = random.pick([0, 0x40000001, 0xffffffff, texts.length + 1, random.bits()]);
  else if (random.oneIn(6)) environment.size = random.pick([0, 0xffffffff, 0x80000000, texts.length - 1]) >>> 0;
  if (random.oneIn(20)) environment.errno = 28;
  if (environment.size < texts.length) environment.texts = texts.subarray(0, environment.size);
  if (environment.count < starts.length) starts.length = environment.count;
}

function expectedVariables({ count, size, starts, texts, errno }: Environment): Map<string, string> {
  const variables = new Map<string, string>();
  if (errno !== 0 || count > size || size > 0x3fff0000) return variables;
  for (const start of starts) {
    if (start < 0 || start >= size) continue;
    const [text = Buffer.alloc(0)] = [texts.subarray(start, endOf(texts, start))];
    const equals = text.indexOf("=");
    if (equals >= 0) variables.set(text.toString("utf8", 0, equals), text.toString("utf8", equals + 1));
  }
  return variables;
}

function endOf(texts: Buffer, start: number): number {
  const end = texts.indexOf(0, start);
  return end < 0 ? texts.length : end;
}
