import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";

/**
 * What `SharedData.get` has read.
 *
 * @example
 * const held: SharedValue = SharedData.get("owner");
 * if (held.bytes.length == 0) SharedData.setText("owner", "me", held.cas); // unless somebody is faster
 */
export class SharedValue {
  constructor(
    /** `Ok`, or `NotFound` when nothing was ever written. */
    readonly status: Status,
    /** The value; empty unless `Ok`. */
    readonly bytes: Bytes,
    /** The number that changes with each write, for `SharedData.set`: that, too, when there is no value yet. */
    readonly cas: u32,
  ) {}
}
