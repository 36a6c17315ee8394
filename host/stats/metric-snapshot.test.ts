import { expect, test } from "vitest";
import { MetricStore } from "../shared/metrics.ts";
import { VmMetrics } from "../wasm/vm-metrics.ts";
import { MetricSnapshots } from "./metric-snapshot.ts";

const counter = 0;
const gauge = 1;
const histogram = 2;

test("a snapshot has what was changed, and what of it is new", () => {
  const store = new MetricStore();
  const metrics = new VmMetrics(store);
  const requests = metrics.define(counter, "requests") ?? 0;
  const open = metrics.define(gauge, "open") ?? 0;
  const sizes = metrics.define(histogram, "sizes") ?? 0;
  metrics.define(counter, "never");
  metrics.define(gauge, "never");
  const snapshots = new MetricSnapshots(store);
  metrics.increment(requests, 3n);
  metrics.record(open, 0n);
  metrics.record(sizes, 5n);
  const name = "wasmcustom.requests";
  expect(snapshots.take()).toEqual({
    counters: [{ name, value: 3n, delta: 3n }],
    gauges: [{ name: "wasmcustom.open", value: 0n }],
    allCounters: 2,
    allGauges: 2,
  });
  metrics.record(requests, 4n);
  expect(snapshots.take().counters).toEqual([{ name, value: 7n, delta: 4n }]);
  expect(snapshots.take().counters).toEqual([{ name, value: 7n, delta: 0n }]);
});
