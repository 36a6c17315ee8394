// Metrics.
import { beginCall } from "./arena";
import { MetricType } from "./enums/metric-type";
import { Status } from "./enums/status";
import { proxy_define_metric, proxy_get_metric, proxy_increment_metric, proxy_record_metric } from "./host";
import { clearSlots, dataSlot } from "./slots";
import { encode, encodedSize } from "./utf8-encode";

/** The id or value that the last call gave. */
export function metricResult(): u64 {
  return load<u64>(dataSlot);
}

/** Defines a metric; its id is the result. The same name gives the same metric. */
export function defineMetric(type: MetricType, name: string): Status {
  beginCall();
  const data = encode(name);
  return proxy_define_metric(type, data, encodedSize, dataSlot);
}

/** Adds to a counter or gauge. */
export function incrementMetric(id: u32, delta: i64): Status {
  return proxy_increment_metric(id, delta);
}

/** Sets a gauge, or records a value of a histogram. */
export function recordMetric(id: u32, value: u64): Status {
  return proxy_record_metric(id, value);
}

/** Reads a counter or gauge; its value is the result. */
export function readMetric(id: u32): Status {
  clearSlots();
  return proxy_get_metric(id, dataSlot);
}
