import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";
import { resultBytes } from "../abi/result";
import { readShared, sharedCas, writeShared } from "../abi/shared-calls";
import { decodeUtf8, encodeUtf8 } from "../encoding/utf8";
import { SharedValue } from "./shared-value";

/** How often {@link SharedData.updateWith} tries again when others write at the same time. */
const attempts: i32 = 100;

/**
 * Values that all VMs with the same vm id see, in all workers of a proxy; they outlive a VM that is restarted. Nothing can be
 * removed: an empty value stands for none.
 *
 * Source: `proxy_get_shared_data`, `proxy_set_shared_data`.
 *
 * @example
 * const seen = SharedData.get("seen");
 * if (seen.status == Status.NotFound) SharedData.set("seen", encodeUtf8("1"));
 */
export class SharedData {
  /** Reads a value. `status` is `NotFound` when nothing was ever written. */
  static get(key: string): SharedValue {
    const status = readShared(key);
    return new SharedValue(status, status == Status.Ok ? resultBytes() : new StaticArray<u8>(0), sharedCas());
  }

  /** A value as text; `null` when nothing was ever written. */
  static getText(key: string): string | null {
    const value = SharedData.get(key);
    return value.status == Status.Ok ? decodeUtf8(value.bytes) : null;
  }

  /**
   * Writes a value.
   *
   * @param cas writes only when the value still has this number (`SharedValue.cas`), that is, when nobody has written it
   *   since; 0 writes in any case
   * @returns `Ok`; `CasMismatch` when somebody was faster
   */
  static set(key: string, value: Bytes, cas: u32 = 0): Status {
    return writeShared(key, value, cas);
  }

  /** Like {@link set}, with a text, as UTF-8. */
  static setText(key: string, value: string, cas: u32 = 0): Status {
    return writeShared(key, encodeUtf8(value), cas);
  }

  /**
   * Replaces a value by what a function makes of it, again and again until nobody else has written it meanwhile. A function
   * in AssemblyScript sees nothing of the function around it: {@link updateWith} gives it something. The function gets an empty value when nothing was ever written; it may be called more than once, and `null` from it leaves the value.
   *
   * @returns `Ok`; `CasMismatch` when others were faster a hundred times
   *
   * @example
   * SharedData.update("visits", (old) => encodeUtf8((I32.parseInt(decodeUtf8(old)) + 1).toString()));
   */
  static update(key: string, change: (old: Bytes) => Bytes | null): Status {
    return SharedData.updateWith<(old: Bytes) => Bytes | null>(key, change, (change, old) => change(old.bytes));
  }

  /**
   * Like {@link update}, with a function that needs to know something: it gets `context`, any object or number, and what was
   * read. What it has to tell besides the value it leaves in the context; where it is called again, that counts which the last
   * call has left.
   *
   * @returns `Ok`; `CasMismatch` when others were faster a hundred times: then nothing was written
   *
   * @example
   * // of all workers together at most `limit` requests in each second
   * class Window {
   *   admitted: bool = false;
   *   constructor(readonly limit: i64, readonly second: i64) {}
   *
   *   count(old: SharedValue): Bytes | null {
   *     const count = old.integer(0) == this.second ? old.integer(1) : 0;
   *     this.admitted = count < this.limit;
   *     return this.admitted ? SharedValue.ofIntegers([this.second, count + 1]) : null;
   *   }
   * }
   *
   * function isAdmitted(limit: i64): bool {
   *   const window = new Window(limit, <i64>(now() / 1_000_000_000));
   *   const status = SharedData.updateWith<Window>("window", window, (window, old) => window.count(old));
   *   return status == Status.Ok && window.admitted;
   * }
   */
  static updateWith<T>(key: string, context: T, change: (context: T, old: SharedValue) => Bytes | null): Status {
    for (let attempt = 0; attempt < attempts; ++attempt) {
      const old = SharedData.get(key);
      const value = change(context, old);
      if (!value) return Status.Ok;
      const status = SharedData.set(key, value, old.cas);
      if (status != Status.CasMismatch) return status;
    }
    return Status.CasMismatch;
  }
}
