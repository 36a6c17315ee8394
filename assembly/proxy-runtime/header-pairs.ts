// Maps of the host as lists of the old SDK, and the other way.
import { HeaderMapType } from "../abi/enums/header-map-type";
import { walkHeaders } from "../abi/header-read";
import { nextPair, pairKey, pairKeySize, pairValue, pairValueSize, walkedData, walkedSize } from "../abi/pairs";
import { Headers as SdkHeaders } from "../http/headers";
import { bytesOf, copyToBuffer, textOf } from "./array-buffer";
import { HeaderPair, Headers } from "./header-pair";

/** The number of headers in a map. */
export function countHeaders(type: HeaderMapType): u32 {
  walkHeaders(type);
  return walkedSize < 4 ? 0 : load<u32>(walkedData);
}

/** A copy of a map. */
export function readHeaders(type: HeaderMapType): Headers {
  const headers: Headers = [];
  walkHeaders(type);
  while (nextPair()) {
    headers.push(new HeaderPair(copyToBuffer(pairKey, pairKeySize), copyToBuffer(pairValue, pairValueSize)));
  }
  return headers;
}

/** The same headers as this SDK has them. */
export function sdkHeaders(headers: Headers): SdkHeaders {
  const list = new SdkHeaders();
  for (let i = 0; i < headers.length; ++i) list.addBytes(textOf(headers[i].key), bytesOf(headers[i].value));
  return list;
}
