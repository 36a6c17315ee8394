import { fillRandomAt } from "../abi/wasi-calls";

/** `crypto`, with the host's random bytes. */
// @ts-ignore: decorator
@global
export namespace __mesh_crypto {
  export function getRandomValues(array: Uint8Array): void {
    assert(fillRandomAt(array.dataStart, array.byteLength), "the host gives no random bytes");
  }
}
