import { Bytes } from "../abi/bytes";
import { decodeBase64 } from "./base64";

/**
 * The bytes of the first block of PEM (RFC 7468) with a label: what is between `-----BEGIN label-----` and `-----END label-----`,
 * which is base64 with white space anywhere, so that text whose line breaks were lost or that was indented can be read. Text around
 * the block does not matter. `null` when there is no such block or it is no base64: one with headers or that is encrypted, too.
 *
 * @example
 * const der = decodePem(text, "PUBLIC KEY");
 */
export function decodePem(text: string, label: string): Bytes | null {
  const begin = `-----BEGIN ${label}-----`;
  const found = text.indexOf(begin);
  if (found < 0) return null;
  const start = found + begin.length;
  const end = text.indexOf(`-----END ${label}-----`, start);
  return end < 0 ? null : decodeBase64(withoutWhiteSpace(text, start, end));
}

function withoutWhiteSpace(text: string, start: i32, end: i32): string {
  const units = new StaticArray<u16>(end - start);
  let count = 0;
  for (let i = start; i < end; ++i) {
    const unit = text.charCodeAt(i);
    if (unit != 0x20 && (unit < 0x09 || unit > 0x0d)) units[count++] = <u16>unit;
  }
  return String.UTF16.decodeUnsafe(changetype<usize>(units), (<usize>count) << 1);
}
