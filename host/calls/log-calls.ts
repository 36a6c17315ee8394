import { Status } from "../status.ts";
import { Phase } from "../wasm/phase.ts";
import { logLevels } from "../wasm/services.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { HostCalls } from "./host-calls.ts";

const highest = logLevels.length - 1;

/** Logging. */
export function logCalls(wasm: Wasm): HostCalls {
  return {
    proxy_log(level: number, address: number, size: number) {
      if (level >>> 0 > highest) return Status.BAD_ARGUMENT;
      const context = wasm.acting(Phase.initialize | Phase.allocate);
      const message = wasm.memory.readText(address, size);
      if (message === undefined) return Status.INVALID_MEMORY_ACCESS;
      context.log(level, message);
      return Status.OK;
    },

    proxy_get_log_level(levelAt: number) {
      wasm.acting();
      const level = logLevels.indexOf(wasm.services.logLevel);
      return wasm.memory.writeU32(levelAt, level) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },
  };
}
