/**
 * A run of bytes: what a header value or a body is. It has `length` and is indexed like an array.
 *
 * @example
 * const value = this.request.headers.getBytes("x-token");
 * if (value && value.length > 0 && value[0] == 0x7b) log.info("starts with {");
 */
export type Bytes = StaticArray<u8>;

/** Up to this size a loop is quicker than `memory.copy`, for which V8 leaves the module. */
const fewBytes: u32 = 256;

/** Copies bytes out of raw memory into an object of their own. The address of no bytes may be any. */
export function copyBytes(data: usize, size: u32): Bytes {
  const bytes = new StaticArray<u8>(size);
  let to = changetype<usize>(bytes);
  if (size > fewBytes) {
    memory.copy(to, data, size);
    return bytes;
  }
  let from = data;
  const end = data + size;
  for (; from + 8 <= end; from += 8, to += 8) store<u64>(to, load<u64>(from));
  for (; from < end; ++from, ++to) store<u8>(to, load<u8>(from));
  return bytes;
}
