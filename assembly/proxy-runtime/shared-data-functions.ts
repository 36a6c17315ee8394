import { Status } from "../abi/enums/status";
import { readShared, sharedCas, writeShared } from "../abi/shared-calls";
import { bytesOf, resultBuffer } from "./array-buffer";

/**
 * A shared value.
 *
 * @example
 * const data: GetSharedData = get_shared_data("count");
 */
export class GetSharedData {
  /** The value; null when it could not be read. */
  value: ArrayBuffer | null = null;
  /** `Ok`, or `NotFound` when there is no such value. */
  result: Status = Status.Ok;
  /** For `set_shared_data`, to write only where nobody else has written meanwhile; 0 when there is no such value. */
  cas: u32 = 0;
}

/**
 * Reads a value that all VMs with the same vm id share.
 *
 * @example
 * const value = get_shared_data("count").value;
 * if (value !== null) log(LogLevelValues.info, String.UTF8.decode(value));
 */
export function get_shared_data(key: string): GetSharedData {
  const data = new GetSharedData();
  data.result = readShared(key);
  if (data.result == Status.Ok) {
    data.value = resultBuffer();
    data.cas = sharedCas();
  }
  return data;
}

/**
 * Writes a value that all VMs with the same vm id share. `cas` 0 writes whatever is there.
 *
 * @returns `Ok`, or `CasMismatch` when somebody else has written since it was read
 *
 * @example
 * const count = get_shared_data("count");
 * set_shared_data("count", String.UTF8.encode("1"), count.cas);
 */
export function set_shared_data(key: string, value: ArrayBuffer, cas: u32 = 0): Status {
  return writeShared(key, bytesOf(value), cas);
}
