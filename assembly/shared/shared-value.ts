import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";
import { decodeUtf8 } from "../encoding/utf8";

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

  /** The value as text; what is no UTF-8 reads as U+FFFD. */
  get text(): string {
    return decodeUtf8(this.bytes);
  }

  /**
   * One of the integers that {@link ofIntegers} has put into the value, from index 0 on; 0 when the value is too short for it. A
   * `SharedCounter` is one integer.
   *
   * @example
   * const total = SharedData.get("requests").integer();
   */
  integer(index: i32 = 0): i64 {
    if (index < 0 || index >= this.bytes.length >> 3) return 0;
    return load<i64>(changetype<usize>(this.bytes) + ((<usize>index) << 3));
  }

  /**
   * Integers as a value for `SharedData.set`: 8 bytes each, little endian.
   *
   * @example
   * SharedData.set("window", SharedValue.ofIntegers([<i64>now(), 1]));
   */
  static ofIntegers(values: i64[]): Bytes {
    const bytes = new StaticArray<u8>(values.length << 3);
    memory.copy(changetype<usize>(bytes), values.dataStart, bytes.length);
    return bytes;
  }
}
