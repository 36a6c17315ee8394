// What the host returned.
import { givenObject } from "./arena";
import { Bytes, copyBytes } from "./bytes";
import { isText } from "./same-bytes";
import { dataSlot, sizeSlot } from "./slots";
import { decodeUtf8At } from "./utf8-decode";

/** Address of the bytes that the last call returned. */
export function resultData(): usize {
  return load<usize>(dataSlot);
}

/** Number of the bytes that the last call returned; 0 where the host says that they are outside of memory. */
export function resultSize(): u32 {
  const data = resultData();
  const size = load<u32>(sizeSlot);
  // No host lets memory grow to 4 GiB, where this would be 0
  const end = (<usize>memory.size()) << 16;
  return data - 1 < end && <usize>size <= end - data ? size : 0;
}

/** Whether what the last call returned is just this text. */
export function resultIs(text: string): bool {
  return isText(resultData(), resultSize(), text);
}

/** The bytes that the last call returned. */
export function resultBytes(): Bytes {
  return copyBytes(resultData(), resultSize());
}

/** The bytes that the last call returned, for which an object was wanted. */
export function resultObject(): Bytes {
  const data = resultData();
  const size = resultSize();
  const object = givenObject(data, size);
  return object ? object : copyBytes(data, size);
}

/** The bytes that the last call returned, as text. */
export function resultText(): string {
  return decodeUtf8At(resultData(), resultSize());
}
