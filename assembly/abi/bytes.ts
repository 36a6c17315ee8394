/**
 * A run of bytes: what a header value or a body is. It has `length` and is indexed like an array.
 *
 * @example
 * const value = this.request.headers.getBytes("x-token");
 * if (value && value.length > 0 && value[0] == 0x7b) log.info("starts with {");
 */
export type Bytes = StaticArray<u8>;

/** Copies bytes out of raw memory into an object of their own. The address of no bytes may be any. */
export function copyBytes(data: usize, size: u32): Bytes {
  const bytes = new StaticArray<u8>(size);
  if (size) memory.copy(changetype<usize>(bytes), data, size);
  return bytes;
}
