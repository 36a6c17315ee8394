// Bodies, messages and configurations.
import { beginCall, wantObject } from "./arena";
import { Bytes } from "./bytes";
import { BufferType } from "./enums/buffer-type";
import { Status } from "./enums/status";
import { proxy_get_buffer_bytes, proxy_get_buffer_status, proxy_set_buffer_bytes } from "./host";
import { resultObject } from "./result";
import { dataSlot, sizeSlot } from "./slots";
import { encode, encodedSize } from "./utf8-encode";

/** Reads a part of a buffer into the result slots. What lies beyond its end is left out. */
export function readBuffer(type: BufferType, start: u32, size: u32): Status {
  beginCall();
  return proxy_get_buffer_bytes(type, start, size, dataSlot, sizeSlot);
}

/** A part of a buffer as bytes of their own. What lies beyond its end is left out. */
export function readBufferBytes(type: BufferType, start: u32, size: u32): Bytes {
  beginCall();
  wantObject();
  proxy_get_buffer_bytes(type, start, size, dataSlot, sizeSlot);
  return resultObject();
}

/** Number of bytes in a buffer; 0 where there is none. */
export function bufferSize(type: BufferType): u32 {
  store<u32>(dataSlot, 0);
  const status = proxy_get_buffer_status(type, dataSlot, sizeSlot);
  return status == Status.Ok ? load<u32>(dataSlot) : 0;
}

/** Replaces `size` bytes from `start` on. */
export function writeBuffer(type: BufferType, start: u32, size: u32, value: Bytes): Status {
  return proxy_set_buffer_bytes(type, start, size, changetype<usize>(value), value.length);
}

/** Replaces `size` bytes from `start` on by the UTF-8 of a text. */
export function writeBufferText(type: BufferType, start: u32, size: u32, value: string): Status {
  beginCall();
  const data = encode(value);
  return proxy_set_buffer_bytes(type, start, size, data, encodedSize);
}
