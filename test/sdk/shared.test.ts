import { expect, test } from "vitest";
import { buildProbe, type Probe } from "./support/build-probe.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

const casMismatch = 8;
const notFound = 1;
let built: Promise<Probe> | undefined;

/** Runs the probe with a host that keeps values as Envoy does; `others` writes before each of the first `races` writes. */
async function withSharedData(races = 0, isConfiguring = false) {
  const values = new Map<string, { bytes: Buffer; cas: number }>();
  let left = races;
  built ??= buildProbe("shared");
  const probe = await runProbe(await built, {
    proxy_get_shared_data(probe, [at = 0, size = 0, pointer = 0, sizeAt = 0, casAt = 0]) {
      const value = values.get(String(probe.bytes(at, size)));
      if (!value) return notFound;
      probe.returnBytes(pointer, sizeAt, value.bytes);
      new DataView(probe.memory.buffer).setUint32(casAt, value.cas, true);
      return 0;
    },
    proxy_set_shared_data(probe, [at = 0, size = 0, valueAt = 0, valueSize = 0, cas = 0]) {
      const key = String(probe.bytes(at, size));
      const old = values.get(key);
      if (old && left > 0) {
        --left;
        ++old.cas;
      }
      if (old && cas !== 0 && cas !== old.cas) return casMismatch;
      values.set(key, { bytes: probe.bytes(valueAt, valueSize), cas: (old?.cas ?? 0) + 1 });
      return 0;
    },
    proxy_get_buffer_bytes: () => (isConfiguring ? 0 : notFound),
  });
  return { probe, values };
}

function numbers(probe: RunningProbe): string {
  probe.call("numbers");
  return probe.text();
}

test("a value is updated with a context, as integers", async () => {
  const { probe, values } = await withSharedData();
  expect(numbers(probe)).toBe("1 0 0 0 0 0");
  expect(probe.call("add", 5n)).toBe(0);
  expect(probe.text()).toBe("0 1");
  probe.call("add", -(2n ** 40n));
  expect(numbers(probe)).toBe(`0 0 ${5n - 2n ** 40n} ${2n ** 40n - 5n} ${-(2n ** 63n)} 0`);
  const bytes = values.get("numbers")?.bytes;
  expect(bytes?.length).toBe(24);
  expect(bytes?.readBigInt64LE(0)).toBe(5n - 2n ** 40n);
});

test("it is tried again when others write meanwhile, and given up after a hundred times", async () => {
  const few = await withSharedData(3);
  few.probe.call("add", 1n);
  few.probe.call("add", 1n);
  expect(few.probe.text()).toBe("0 4");
  expect(numbers(few.probe)).toContain("0 0 2 -2");
  const many = await withSharedData(1000);
  many.probe.call("add", 1n);
  expect(many.probe.call("add", 1n)).toBe(casMismatch);
  expect(many.probe.text()).toBe(`${casMismatch} 100`);
  expect(numbers(many.probe)).toContain("0 0 1 -1");
});

test("null leaves the value", async () => {
  const { probe, values } = await withSharedData();
  expect(probe.call("leave")).toBe(0);
  expect(values.size).toBe(0);
});

test("the form without a context is the same", async () => {
  const { probe } = await withSharedData(1);
  expect(probe.call("append")).toBe(0);
  expect(probe.call("append")).toBe(0);
  probe.call("text");
  expect(probe.text()).toBe("++");
});

test("a value that is too short has no integer", async () => {
  const { probe } = await withSharedData();
  expect(probe.give("integerOf", Buffer.alloc(7, 1))).toBe(0n);
  expect(probe.give("integerOf", "")).toBe(0n);
  expect(probe.give("integerOf", Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 9]))).toBe(1n);
});

test("a counter is one integer", async () => {
  const { probe } = await withSharedData();
  expect(probe.call("counter")).toBe(5n);
});

test("nobody leads while the host shows a configuration, and nothing is taken", async () => {
  const configuring = await withSharedData(0, true);
  expect(configuring.probe.call("leads")).toBe(0);
  expect(configuring.values.size).toBe(0);
  const working = await withSharedData();
  expect(working.probe.call("leads")).toBe(1);
  expect(working.values.get("leader")?.bytes.length).toBe(16);
});
