import { describe, expect, test } from "vitest";
import { Status } from "../status.ts";
import { VmMetrics } from "../wasm/vm-metrics.ts";
import { MetricStore } from "./metrics.ts";
import { SharedData } from "./shared-data.ts";
import { SharedQueues } from "./shared-queues.ts";

describe("shared data", () => {
  test("is kept by VM id, and changed where the number is that of the last change", () => {
    const data = new SharedData();
    expect(data.set("vm", "key", "1", 7)).toBe(Status.OK);
    const cas = data.get("vm", "key")?.cas ?? 0;
    expect(data.set("vm", "key", "2", cas + 1)).toBe(Status.CAS_MISMATCH);
    expect(data.set("vm", "key", "2", cas)).toBe(Status.OK);
    expect(data.set("vm", "key", "3", 0)).toBe(Status.OK);
    expect(data.get("vm", "key")?.value).toBe("3");
    expect(data.get("other", "key")).toBeUndefined();
  });
});

describe("shared queues", () => {
  test("give values in order, and tell the last who registered", () => {
    const queues = new SharedQueues();
    const told: string[] = [];
    const token = queues.register("vm", "jobs", () => told.push("first"));
    expect(queues.register("vm", "jobs", () => told.push("second"))).toBe(token);
    queues.enqueue(token, "a");
    queues.enqueue(token, "b");
    expect(told).toEqual(["second", "second"]);
    expect([queues.dequeue(token), queues.dequeue(token), queues.dequeue(token)]).toEqual(["a", "b", Status.EMPTY]);
  });

  test("that nobody made are not found", () => {
    const queues = new SharedQueues();
    expect([queues.resolve("vm", "jobs"), queues.enqueue(1, "a"), queues.dequeue(1)]).toEqual([
      0,
      Status.NOT_FOUND,
      Status.NOT_FOUND,
    ]);
  });
});

describe("metrics", () => {
  const store = new MetricStore();
  const metrics = new VmMetrics(store);

  test("have ids by type, and one value by name", () => {
    const ids = [
      metrics.define(0, "hits"),
      metrics.define(1, "open"),
      metrics.define(2, "size"),
      metrics.define(0, "hits"),
    ];
    expect(ids).toEqual([4, 5, 6, 8]);
    expect(metrics.define(3, "no")).toBeUndefined();
    metrics.increment(4, 2n);
    metrics.increment(8, 3n);
    expect(metrics.get(4)).toBe(5n);
    expect(store.find("counter", "hits")?.value).toBe(5n);
  });

  test("take what their type can", () => {
    expect([metrics.increment(4, 0n), metrics.increment(4, -1n), metrics.increment(6, 1n)]).toEqual([2, 2, 2]);
    expect([metrics.increment(5, -1n), metrics.get(5)]).toEqual([0, (1n << 64n) - 1n]);
    expect([metrics.record(6, 9n), metrics.get(6), store.find("histogram", "size")?.values]).toEqual([0, 2, [9n]]);
    expect([metrics.record(4, 5n), metrics.get(4)]).toEqual([0, 10n]);
    expect([metrics.increment(400, 1n), metrics.record(401, 1n), metrics.get(400)]).toEqual([1, 1, 1]);
  });
});
