import { Bytes } from "../abi/bytes";
import { callForeignFunction } from "./call-foreign-function";
import { ForeignResult } from "./foreign-result";

/**
 * Compresses bytes into the zlib format, which HTTP calls `deflate`: a header of two bytes, DEFLATE, a checksum.
 *
 * @returns `NotFound` when the host cannot
 *
 * Source: Envoy's foreign function `compress`; RFC 1950.
 *
 * @example
 * const small = compress(encodeUtf8(text));
 * if (small.status == Status.Ok) SharedData.set("small", small.bytes);
 */
export function compress(bytes: Bytes): ForeignResult {
  return callForeignFunction("compress", bytes);
}

/**
 * Undoes {@link compress}. It is no gzip: that has another header.
 *
 * The host sets no limit to the result, which may be a thousand times as large as the input and is made at once: check
 * where the input comes from, and its size.
 *
 * @returns `SerializationFailure` when the bytes are not in the zlib format or not all there; `NotFound` when the host cannot
 *
 * Source: Envoy's foreign function `uncompress`; RFC 1950.
 *
 * @example
 * const text = uncompress(bytes);
 * if (text.status == Status.Ok) log.info(decodeUtf8(text.bytes));
 */
export function uncompress(bytes: Bytes): ForeignResult {
  return callForeignFunction("uncompress", bytes);
}
