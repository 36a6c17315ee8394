import { Status } from "../status.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { HostCalls } from "./host-calls.ts";

/** Metrics. */
export function metricCalls(wasm: Wasm): HostCalls {
  return {
    proxy_define_metric(type: number, nameAddress: number, nameSize: number, idAt: number) {
      wasm.acting();
      const name = wasm.memory.readText(nameAddress, nameSize);
      if (name === undefined) return Status.INVALID_MEMORY_ACCESS;
      const id = wasm.metrics.define(type >>> 0, name);
      if (id === undefined) return Status.BAD_ARGUMENT;
      return wasm.memory.writeU32(idAt, id) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },

    proxy_increment_metric(id: number, delta: bigint) {
      wasm.acting();
      return wasm.metrics.increment(id >>> 0, delta);
    },

    proxy_record_metric(id: number, value: bigint) {
      wasm.acting();
      return wasm.metrics.record(id >>> 0, value);
    },

    proxy_get_metric(id: number, valueAt: number) {
      wasm.acting();
      const value = wasm.metrics.get(id >>> 0);
      if (typeof value === "number") return value;
      return wasm.memory.writeU64(valueAt, value) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },
  };
}
