import { beforeEach, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { generator } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

const probe = buildProbe("table");
let table: RunningProbe;

beforeEach(async () => {
  table = await runProbe(await probe);
});

test("keeps what is put in, whatever was deleted in between", () => {
  const random = generator(5);
  const expected = new Map<number, number>();
  for (let round = 0; round < 100_000; ++round) {
    // Few ids, so that runs of neighbours come and go; some of them far apart
    const id = 1 + Math.floor(random() * 200) * (random() < 0.1 ? 65_537 : 1);
    const kind = random();
    if (kind < 0.4) {
      table.call("set", id);
      expected.set(id, id);
    } else if (kind < 0.5) {
      table.call("setNothing", id);
      expected.set(id, 0);
    } else if (kind < 0.9) {
      table.call("forget", id);
      expected.delete(id);
    }
    if (table.call("get", id) !== (expected.get(id) ?? 0)) expect.fail(`id ${id} is wrong in round ${round}`);
  }
  expect(table.call("size")).toBe(expected.size);
  for (const [id, value] of expected) expect(table.call("get", id)).toBe(value);
});

test("ids that count up, as Envoy's do, with many streams open at once", () => {
  const open = 20_000;
  for (let id = 1; id <= 200_000; ++id) {
    table.call("set", id);
    if (id > open) table.call("forget", id - open);
  }
  expect(table.call("size")).toBe(open);
  for (let id = 200_000 - open + 1; id <= 200_000; ++id) expect(table.call("get", id)).toBe(id);
  expect(table.call("get", 200_000 - open)).toBe(0);
});

test("0 and unknown ids are nothing", () => {
  table.call("forget", 7);
  expect([table.call("get", 0), table.call("get", 7), table.call("get", -1), table.call("size")]).toEqual([0, 0, 0, 0]);
});
