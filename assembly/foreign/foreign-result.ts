import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";

/**
 * What a foreign function answered.
 *
 * @example
 * const result: ForeignResult = uncompress(bytes);
 * if (result.status == Status.Ok) log.info(decodeUtf8(result.bytes));
 */
export class ForeignResult {
  constructor(
    /** `Ok`; `NotFound` when the host knows no such function; others by function. */
    readonly status: Status,
    /** What it returned; empty unless `Ok`. */
    readonly bytes: Bytes,
  ) {}
}
