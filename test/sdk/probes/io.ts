// How the tests hand bytes to a probe and take some from it.
import { Bytes, encodeUtf8 } from "mesh-wasm/assembly";

export let input: Bytes = new StaticArray<u8>(0);
let output: Bytes = new StaticArray<u8>(0);

/** Makes room for input and says where. */
export function inputAt(size: i32): usize {
  input = new StaticArray<u8>(size);
  return changetype<usize>(input);
}

export function outputAt(): usize {
  return changetype<usize>(output);
}

export function outputSize(): i32 {
  return output.length;
}

export function putBytes(bytes: Bytes): void {
  output = bytes;
}

export function putText(text: string): void {
  output = encodeUtf8(text);
}
