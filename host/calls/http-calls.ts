import { decodePairs } from "../http/pairs.ts";
import { Status } from "../status.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { HostCalls } from "./host-calls.ts";

/** HTTP calls, and the status of whatever call was answered. */
export function httpCalls(wasm: Wasm): HostCalls {
  return {
    proxy_http_call(
      clusterAddress: number,
      clusterSize: number,
      headersAddress: number,
      headersSize: number,
      bodyAddress: number,
      bodySize: number,
      trailersAddress: number,
      trailersSize: number,
      timeout: number,
      tokenAt: number,
    ) {
      const { root } = wasm.acting();
      const cluster = wasm.memory.readText(clusterAddress, clusterSize);
      const body = wasm.memory.readBytes(bodyAddress, bodySize);
      const headers = wasm.memory.readText(headersAddress, headersSize);
      const trailers = wasm.memory.readText(trailersAddress, trailersSize);
      if (cluster === undefined || !body || headers === undefined || trailers === undefined) {
        return Status.INVALID_MEMORY_ACCESS;
      }
      // Envoy tries the address before it sends anything
      if (!wasm.memory.writeU32(tokenAt, 0)) return Status.INVALID_MEMORY_ACCESS;
      const started = root.httpCall({
        cluster,
        headers: decodePairs(headers),
        body,
        trailers: decodePairs(trailers),
        timeout: timeout | 0,
      });
      if ("status" in started) return started.status;
      wasm.memory.writeU32(tokenAt, started.token);
      return Status.OK;
    },

    proxy_get_status(codeAt: number, addressAt: number, sizeAt: number) {
      const { code, message } = wasm.acting().root.callStatus;
      if (!wasm.memory.writeU32(codeAt, code)) return Status.INVALID_MEMORY_ACCESS;
      return wasm.give(message, addressAt, sizeAt) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },
  };
}
