// Reading all of a header map.
import { Bytes, copyBytes } from "./bytes";
import { HeaderMapType } from "./enums/header-map-type";
import { isPairNamed, walkHeaders } from "./header-read";
import { nextPair, pairKey, pairKeySize, pairValue, pairValueSize } from "./pairs";
import { decodeUtf8At } from "./utf8-decode";
import { encode, encodedSize } from "./utf8-encode";

/** All values of a header, as text. */
export function headerValues(type: HeaderMapType, name: string): string[] {
  const values: string[] = [];
  walkHeaders(type);
  const key = encode(name);
  const keySize = encodedSize;
  while (nextPair()) {
    if (isPairNamed(key, keySize)) values.push(decodeUtf8At(pairValue, pairValueSize));
  }
  return values;
}

/** Appends the names and values of all headers. */
export function listHeaders(type: HeaderMapType, names: string[], values: Bytes[]): void {
  walkHeaders(type);
  while (nextPair()) {
    names.push(decodeUtf8At(pairKey, pairKeySize));
    values.push(copyBytes(pairValue, pairValueSize));
  }
}
