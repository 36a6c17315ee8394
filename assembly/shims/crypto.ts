import { fillRandomAt } from "../abi/wasi-calls";

/** `crypto`, with the host's random bytes. */
@global
export abstract class __mesh_crypto {
  static getRandomValues(array: Uint8Array): void {
    assert(fillRandomAt(array.dataStart, array.byteLength), "the host gives no random bytes");
  }
}
