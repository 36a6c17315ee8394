// Does what no decoder may do.
import { Bytes } from "mesh-wasm/assembly";
import { begin, end, putNumber } from "./output";

export { setUp } from "./output";

/** Reads the byte at a distance from the first one. */
export function readAt(bytes: Bytes, distance: i32): u32 {
  begin();
  putNumber(load<u8>(changetype<usize>(bytes) + distance));
  return end();
}

/** Writes the byte at a distance from the first one. */
export function writeAt(bytes: Bytes, distance: i32): u32 {
  begin();
  const at = changetype<usize>(bytes) + distance;
  store<u8>(at, ~load<u8>(at));
  return end();
}
