/**
 * Flags of a buffer. Envoy sets none.
 *
 * @example
 * const ends = (get_buffer_status(BufferTypeValues.HttpRequestBody).flags & BufferFlagsValues.EndOfStream) != 0;
 */
export enum BufferFlagsValues {
  EndOfStream = 1,
}
