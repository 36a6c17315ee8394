// Where the host puts what it returns.
import { Bytes, copyBytes } from "./bytes";
import { decodeUtf8At } from "./utf8-decode";

const slots: usize = memory.data(24);

/** Address for the address of returned bytes, or for a returned number. */
export const dataSlot: usize = slots;
/** Address for the number of returned bytes. */
export const sizeSlot: usize = slots + 8;
/** Address for a number that is returned beside bytes. */
export const numberSlot: usize = slots + 16;

/** Address of the bytes that the last call returned. */
export function resultData(): usize {
  return load<usize>(dataSlot);
}

/** Number of the bytes that the last call returned. */
export function resultSize(): u32 {
  return load<u32>(sizeSlot);
}

/** The bytes that the last call returned. */
export function resultBytes(): Bytes {
  return copyBytes(resultData(), resultSize());
}

/** The bytes that the last call returned, as text. */
export function resultText(): string {
  return decodeUtf8At(resultData(), resultSize());
}
