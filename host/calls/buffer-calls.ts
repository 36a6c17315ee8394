import { BufferType, Status } from "../status.ts";
import type { Context, ContextBuffer } from "../wasm/context.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { HostCalls } from "./host-calls.ts";

const last = BufferType.FOREIGN_FUNCTION_ARGUMENTS;

/** Bodies, messages and configurations. */
export function bufferCalls(wasm: Wasm): HostCalls {
  return {
    proxy_get_buffer_bytes(type: number, start: number, length: number, addressAt: number, sizeAt: number) {
      if (type >>> 0 > last) return Status.BAD_ARGUMENT;
      const buffer = bufferOf(wasm.acting(), type);
      if (typeof buffer === "number") return buffer;
      const from = start >>> 0;
      const wanted = length >>> 0;
      // Envoy adds in 64 bits, so that no sum overflows
      const size = from + wanted > buffer.length ? buffer.length - from : wanted;
      if (size <= 0) return size < 0 ? beyond(wasm, addressAt, sizeAt) : empty(wasm, buffer, addressAt, sizeAt);
      return wasm.giveBytes(buffer.part(from, size), addressAt, sizeAt) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },

    proxy_get_buffer_status(type: number, lengthAt: number, flagsAt: number) {
      if (type >>> 0 > last) return Status.BAD_ARGUMENT;
      const buffer = bufferOf(wasm.acting(), type);
      if (typeof buffer === "number") return buffer;
      const written = wasm.memory.writeU32(lengthAt, buffer.length) && wasm.memory.writeU32(flagsAt, 0);
      return written ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },

    proxy_set_buffer_bytes(type: number, start: number, length: number, address: number, size: number) {
      if (type >>> 0 > last) return Status.BAD_ARGUMENT;
      const buffer = bufferOf(wasm.acting(), type);
      if (typeof buffer === "number") return buffer;
      const bytes = wasm.memory.readBytes(address, size);
      if (!bytes) return Status.INVALID_MEMORY_ACCESS;
      if (buffer.replace) return buffer.replace(start >>> 0, length >>> 0, bytes);
      return write(buffer, start >>> 0, length >>> 0, bytes);
    },
  };
}

/** Envoy keeps the buffer that was looked at last where it puts what a callback is called for. */
function bufferOf(context: Context, type: number): ContextBuffer | Status {
  if (type === BufferType.FOREIGN_FUNCTION_ARGUMENTS) return context.callData;
  const buffer = context.buffer(type);
  if (typeof buffer !== "number") context.callData = buffer;
  return buffer;
}

/** Replaces bytes at the start, or adds at the end; Envoy can do neither in the middle. */
function write({ writable }: ContextBuffer, start: number, length: number, bytes: Uint8Array): Status {
  if (!writable) return Status.BAD_ARGUMENT;
  if (start === 0) {
    writable.drain(length);
    writable.prepend(bytes);
    return Status.OK;
  }
  if (start < writable.length) return Status.BAD_ARGUMENT;
  writable.add(bytes);
  return Status.OK;
}

/** Envoy's answer to a read that starts behind the end. */
function beyond(wasm: Wasm, addressAt: number, sizeAt: number): Status {
  return wasm.memory.readU32(addressAt) === undefined || wasm.memory.readU32(sizeAt) === undefined
    ? Status.INVALID_MEMORY_ACCESS
    : Status.OK;
}

function empty(_wasm: Wasm, _buffer: ContextBuffer, _addressAt: number, _sizeAt: number): Status {
  return Status.OK;
}
