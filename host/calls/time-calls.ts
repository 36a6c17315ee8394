import { Status } from "../status.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { HostCalls } from "./host-calls.ts";

/** Clock and timer. */
export function timeCalls(wasm: Wasm): HostCalls {
  return {
    proxy_get_current_time_nanoseconds(timeAt: number) {
      wasm.acting();
      return wasm.memory.writeU64(timeAt, wasm.services.now()) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },

    proxy_set_tick_period_milliseconds(milliseconds: number) {
      wasm.acting().root.setTickPeriod(milliseconds >>> 0);
      return Status.OK;
    },
  };
}
