import { decodePairs } from "../http/pairs.ts";
import { Status, StreamType } from "../status.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { HostCalls } from "./host-calls.ts";

/** Pausing, ending and answering streams. */
export function streamCalls(wasm: Wasm): HostCalls {
  return {
    proxy_continue_stream(type: number) {
      const context = wasm.acting();
      return type >>> 0 > StreamType.UPSTREAM ? Status.BAD_ARGUMENT : context.continueStream(type);
    },

    proxy_close_stream(type: number) {
      const context = wasm.acting();
      return type >>> 0 > StreamType.UPSTREAM ? Status.BAD_ARGUMENT : context.closeStream(type);
    },

    proxy_continue_request: () => wasm.acting().continueStream(StreamType.HTTP_REQUEST),

    proxy_continue_response: () => wasm.acting().continueStream(StreamType.HTTP_RESPONSE),

    proxy_clear_route_cache() {
      wasm.acting().clearRouteCache();
      return Status.OK;
    },

    proxy_send_local_response(
      status: number,
      detailsAddress: number,
      detailsSize: number,
      bodyAddress: number,
      bodySize: number,
      headersAddress: number,
      headersSize: number,
      grpcStatus: number,
    ) {
      const context = wasm.acting();
      const details = wasm.memory.readText(detailsAddress, detailsSize);
      const body = wasm.memory.readText(bodyAddress, bodySize);
      const headers = wasm.memory.readText(headersAddress, headersSize);
      if (details === undefined || body === undefined || headers === undefined) return Status.INVALID_MEMORY_ACCESS;
      context.sendLocalReply({ status: status >>> 0, details, body, headers: decodePairs(headers), grpcStatus });
      wasm.iterationStopped = true;
      return Status.OK;
    },
  };
}
