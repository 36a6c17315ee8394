import { Bytes } from "../abi/bytes";

/**
 * Each byte as the character of the same number (ISO 8859-1). Whatever the bytes are, {@link encodeLatin1} gives the same
 * ones back: for text whose encoding is not known, or that may be cut in the middle of a character, and of which only the
 * ASCII part matters, such as a part of an HTML page.
 *
 * @example
 * const page = decodeLatin1(this.response.body.bytes());
 * this.response.body.replace(encodeLatin1(page.replaceAll("http://", "https://")));
 */
export function decodeLatin1(bytes: Bytes): string {
  const units = new StaticArray<u16>(bytes.length);
  for (let i = 0; i < bytes.length; ++i) units[i] = bytes[i];
  return String.UTF16.decodeUnsafe(changetype<usize>(units), (<usize>units.length) << 1);
}

/**
 * Each character as the byte of its number (ISO 8859-1); a question mark for a character beyond U+00FF.
 *
 * @example
 * this.response.body.replace(encodeLatin1("<p>caf\u00e9</p>"));
 */
export function encodeLatin1(text: string): Bytes {
  const bytes = new StaticArray<u8>(text.length);
  for (let i = 0; i < text.length; ++i) {
    const unit = text.charCodeAt(i);
    bytes[i] = unit > 0xff ? 0x3f : <u8>unit;
  }
  return bytes;
}
