import { gunzipSync } from "node:zlib";
import { MeshWasmError } from "../../core/index.ts";

/** The most that unpacked content has: what Istio and Envoy Gateway take of a module, and something for what is beside it. */
const mostBytes = 272 << 20;

/** Whether bytes are compressed as gzip does it. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * @param what What it is, for the message.
 * @throws MeshWasmError MW0712 for what is too large when it is unpacked, MW0714 for what is damaged
 */
export function gunzip(bytes: Uint8Array, what: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw new MeshWasmError("MW0712", `${what} is more than ${mostBytes >> 20} MiB when it is unpacked`);
    }
    const details = [(error as Error).message];
    throw new MeshWasmError("MW0714", `${what} is damaged: gzip cannot unpack it`, { details, cause: error });
  }
}
