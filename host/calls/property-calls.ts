import { Status } from "../status.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { HostCalls } from "./host-calls.ts";

/** Attributes of the stream, the connection and the node. */
export function propertyCalls(wasm: Wasm): HostCalls {
  return {
    proxy_get_property(pathAddress: number, pathSize: number, addressAt: number, sizeAt: number) {
      const context = wasm.acting();
      const path = wasm.memory.readText(pathAddress, pathSize);
      if (path === undefined) return Status.INVALID_MEMORY_ACCESS;
      const value = context.property(path);
      if (typeof value === "number") return value;
      return wasm.give(value, addressAt, sizeAt) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },

    proxy_set_property(pathAddress: number, pathSize: number, valueAddress: number, valueSize: number) {
      const context = wasm.acting();
      const path = wasm.memory.readText(pathAddress, pathSize);
      const value = wasm.memory.readText(valueAddress, valueSize);
      if (path === undefined || value === undefined) return Status.INVALID_MEMORY_ACCESS;
      return context.setProperty(path, value);
    },
  };
}
