// Reading all of a header map.
import { beginCall } from "./arena";
import { Bytes, copyBytes } from "./bytes";
import { HeaderMapType } from "./enums/header-map-type";
import { findInPairs, isSameName, walkHeaders } from "./header-read";
import { nextPair, pairKey, pairKeySize, pairValue, pairValueSize, walkedData, walkedSize, walkPairs } from "./pairs";
import { decodeUtf8At } from "./utf8-decode";
import { encode, encodedSize } from "./utf8-encode";

/** All values of a header, as text. */
export function headerValues(type: HeaderMapType, name: string): string[] {
  walkHeaders(type);
  return valuesNamed(name);
}

function valuesNamed(name: string): string[] {
  const values: string[] = [];
  const key = encode(name);
  const keySize = encodedSize;
  while (nextPair()) {
    if (isSameName(pairKey, pairKeySize, key, keySize)) values.push(decodeUtf8At(pairValue, pairValueSize));
  }
  return values;
}

/** All headers as they are on the wire: a copy. */
export function copyHeaders(type: HeaderMapType): Bytes {
  walkHeaders(type);
  return copyBytes(walkedData, walkedSize);
}

/** Looks up the first value of a header in a copy: `foundBytes()` and so on give it. */
export function findInCopy(copy: Bytes, name: string): bool {
  beginCall();
  const key = encode(name);
  const keySize = encodedSize;
  return findInPairs(changetype<usize>(copy), copy.length, key, keySize);
}

/** All values of a header in a copy, as text. */
export function valuesInCopy(copy: Bytes, name: string): string[] {
  walkPairs(changetype<usize>(copy), copy.length);
  return valuesNamed(name);
}

/** Appends the names and values of a copy. */
export function listCopy(copy: Bytes, names: string[], values: Bytes[]): void {
  walkPairs(changetype<usize>(copy), copy.length);
  listPairs(names, values);
}

/** Appends the names and values of all headers. */
export function listHeaders(type: HeaderMapType, names: string[], values: Bytes[]): void {
  walkHeaders(type);
  listPairs(names, values);
}

function listPairs(names: string[], values: Bytes[]): void {
  while (nextPair()) {
    names.push(decodeUtf8At(pairKey, pairKeySize));
    values.push(copyBytes(pairValue, pairValueSize));
  }
}
