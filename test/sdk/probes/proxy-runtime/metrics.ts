// Old style: metrics of all kinds, one of them made while the module is loaded.
export * from "mesh-wasm/assembly/proxy-runtime/proxy";

import {
  Context,
  Counter,
  FilterHeadersStatusValues,
  Gauge,
  Histogram,
  RootContext,
  registerRootContext,
  stream_context,
  WasmResultValues,
} from "mesh-wasm/assembly/proxy-runtime";
import {
  define_metric,
  get_metric,
  increment_metric,
  MetricTypeValues,
  record_metric,
} from "mesh-wasm/assembly/proxy-runtime/runtime";

const early = new Counter("old_early");

class MetricRoot extends RootContext {
  requests: Counter = new Counter("old_requests");
  open: Gauge = new Gauge("old_open");
  sizes: Histogram = new Histogram("old_sizes");

  createContext(context_id: u32): Context {
    return new MetricContext(context_id, this);
  }
}

class MetricContext extends Context {
  onResponseHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    const root = this.root_context as MetricRoot;
    root.requests.increment(2);
    root.open.increment(7);
    root.open.increment(-2);
    root.sizes.record(root.sizes.metric_id, 30);
    root.sizes.increment(10);
    early.increment(1);
    const plain = define_metric(MetricTypeValues.Gauge, "old_plain");
    record_metric(plain.metric_id, 40);
    increment_metric(plain.metric_id, 1);
    const headers = stream_context.headers.response;
    headers.add("x-counter", get_metric(root.requests.metric_id).data.toString());
    headers.add("x-gauge", get_metric(root.open.metric_id).data.toString());
    headers.add("x-plain", get_metric(plain.metric_id).data.toString());
    const histogram = get_metric(root.sizes.metric_id).result == WasmResultValues.BadArgument;
    const unknown = get_metric(12345).result == WasmResultValues.NotFound;
    headers.add("x-unreadable", `${histogram} ${unknown}`);
    root.open.record(root.open.metric_id, 100);
    headers.add("x-recorded", root.open.value.toString());
    return FilterHeadersStatusValues.Continue;
  }
}

registerRootContext((context_id: u32) => {
  return new MetricRoot(context_id);
}, "metrics");
