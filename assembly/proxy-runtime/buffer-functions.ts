import { bufferSize, readBuffer, writeBuffer } from "../abi/buffer-calls";
import { BufferType } from "../abi/enums/buffer-type";
import { Status } from "../abi/enums/status";
import { actOnCurrent } from "../abi/turn";
import { bytesOf, resultBuffer } from "./array-buffer";
import { BufferTypeValues } from "./enums/buffer-type-values";

/** What a buffer holds. */
class BufferStatusResult {
  /** `Ok`, or why there is no such buffer. */
  result: Status = Status.Ok;
  /** Number of bytes. */
  length: usize = 0;
  /** Always 0. */
  flags: u32 = 0;
}

/**
 * A copy of `length` bytes of a body, a message or a configuration, from `start` on. What lies beyond the end is left out;
 * in a phase without such a buffer there is nothing.
 *
 * @example
 * onRequestBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
 *   const body = get_buffer_bytes(BufferTypeValues.HttpRequestBody, 0, <u32>body_buffer_length);
 *   log(LogLevelValues.debug, String.UTF8.decode(body));
 *   return FilterDataStatusValues.Continue;
 * }
 */
export function get_buffer_bytes(typ: BufferTypeValues, start: u32, length: u32): ArrayBuffer {
  actOnCurrent();
  readBuffer(<BufferType>(<i32>typ), start, length);
  return resultBuffer();
}

/**
 * Replaces `length` bytes of a body. Envoy can replace the first bytes (`start` 0) and append (`start` at the end).
 *
 * @returns `Ok`; `BadArgument` elsewhere, and in a phase without such a buffer
 *
 * @example
 * onResponseBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
 *   if (!end_of_stream) return FilterDataStatusValues.StopIterationAndBuffer;
 *   set_buffer_bytes(BufferTypeValues.HttpResponseBody, 0, <u32>body_buffer_length, String.UTF8.encode("gone"));
 *   return FilterDataStatusValues.Continue;
 * }
 */
export function set_buffer_bytes(typ: BufferTypeValues, start: u32, length: u32, value: ArrayBuffer): Status {
  actOnCurrent();
  return writeBuffer(<BufferType>(<i32>typ), start, length, bytesOf(value));
}

/**
 * How many bytes a buffer holds.
 *
 * @example
 * const size = get_buffer_status(BufferTypeValues.HttpRequestBody).length;
 */
export function get_buffer_status(typ: BufferTypeValues): BufferStatusResult {
  actOnCurrent();
  const type = <BufferType>(<i32>typ);
  const status = new BufferStatusResult();
  status.length = bufferSize(type);
  if (!status.length) status.result = readBuffer(type, 0, 0);
  return status;
}
