import { Bytes } from "../abi/bytes";
import { decodeUtf8At, isUtf8At } from "../abi/utf8-decode";
import { encodeToBytes } from "../abi/utf8-encode";

/**
 * A text as UTF-8. Half a surrogate pair becomes U+FFFD.
 *
 * @example
 * SharedData.set("greeting", encodeUtf8("olá"));
 */
export function encodeUtf8(text: string): Bytes {
  return encodeToBytes(text);
}

/**
 * UTF-8 as text: the bytes from index `start` to before `end`, all when not given. Never fails: what is no UTF-8 reads as
 * U+FFFD, as in browsers and Node.
 *
 * @example
 * const greeting = decodeUtf8(SharedData.get("greeting").bytes);
 */
export function decodeUtf8(bytes: Bytes, start: i32 = 0, end: i32 = i32.MAX_VALUE): string {
  const first = max(start, 0);
  const size = max(min(end, bytes.length), first) - first;
  return size > 0 ? decodeUtf8At(changetype<usize>(bytes) + first, size) : "";
}

/**
 * Whether bytes, from index `start` to before `end`, are UTF-8 throughout.
 *
 * @example
 * const value = this.request.headers.getBytes("x-name");
 * if (value && !isUtf8(value)) this.request.headers.remove("x-name");
 */
export function isUtf8(bytes: Bytes, start: i32 = 0, end: i32 = i32.MAX_VALUE): bool {
  const first = max(start, 0);
  const size = max(min(end, bytes.length), first) - first;
  return size <= 0 || isUtf8At(changetype<usize>(bytes) + first, size);
}
