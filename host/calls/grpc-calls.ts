import { decodePairs } from "../http/pairs.ts";
import { Status } from "../status.ts";
import type { GrpcCall, Started } from "../wasm/context.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { HostCalls } from "./host-calls.ts";

/** gRPC calls and streams. */
export function grpcCalls(wasm: Wasm): HostCalls {
  /** Reads upstream, service, method and metadata: four addresses, each with a size. */
  function read(...at: number[]): GrpcCall | undefined {
    const [upstream, service, method, metadata] = [0, 2, 4, 6].map((index) =>
      wasm.memory.readText(at[index] ?? 0, at[index + 1] ?? 0),
    );
    if (upstream === undefined || service === undefined || method === undefined || metadata === undefined) {
      return undefined;
    }
    return { upstream, service, method, metadata: decodePairs(metadata) };
  }

  function told(started: Started, tokenAt: number): Status {
    if ("status" in started) return started.status;
    return wasm.memory.writeU32(tokenAt, started.token) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
  }

  return {
    proxy_grpc_call(...args: number[]) {
      const { root } = wasm.acting();
      const call = read(...args.slice(0, 8));
      const [messageAddress = 0, messageSize = 0, timeout = 0, tokenAt = 0] = args.slice(8);
      const message = wasm.memory.readBytes(messageAddress, messageSize);
      if (!call || !message) return Status.INVALID_MEMORY_ACCESS;
      return told(root.grpcCall(call, message, timeout >>> 0), tokenAt);
    },

    proxy_grpc_stream(...args: number[]) {
      const { root } = wasm.acting();
      const call = read(...args.slice(0, 8));
      return call ? told(root.grpcStream(call), args[8] ?? 0) : Status.INVALID_MEMORY_ACCESS;
    },

    proxy_grpc_send(token: number, address: number, size: number, endOfStream: number) {
      const { root } = wasm.acting();
      const message = wasm.memory.readBytes(address, size);
      return message ? root.grpcSend(token >>> 0, message, endOfStream !== 0) : Status.INVALID_MEMORY_ACCESS;
    },

    proxy_grpc_cancel: (token: number) => wasm.acting().root.grpcCancel(token >>> 0),

    proxy_grpc_close: (token: number) => wasm.acting().root.grpcClose(token >>> 0),
  };
}
