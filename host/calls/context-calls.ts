import { Status } from "../status.ts";
import { Phase } from "../wasm/phase.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { HostCalls } from "./host-calls.ts";

/** Contexts, and what compilers import beside the ABI. */
export function contextCalls(wasm: Wasm): HostCalls {
  return {
    proxy_set_effective_context(contextId: number) {
      wasm.acting();
      return wasm.setEffective(contextId >>> 0) ? Status.OK : Status.BAD_ARGUMENT;
    },

    proxy_done: () => wasm.acting().done(),

    proxy_get_configuration(addressAt: number, sizeAt: number) {
      const configuration = wasm.acting().configuration();
      return wasm.give(configuration, addressAt, sizeAt) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },

    pthread_equal: (left: number, right: number) => Number(left === right),

    emscripten_notify_memory_growth() {
      if (wasm.services.envoyMinor < 37) wasm.acting(Phase.allocate);
      return undefined;
    },
  };
}
