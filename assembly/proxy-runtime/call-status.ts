import { statusMessage } from "../abi/grpc-calls";
import { thirdSlot } from "../abi/slots";
import { resultBuffer } from "./array-buffer";

/** How a call ended. */
class StatusWithData {
  /** The code: of a gRPC call its status, of an HTTP call 0. */
  status: u32 = 0;
  /** The message. */
  data: ArrayBuffer = new ArrayBuffer(0);
}

/**
 * Status and message of the call whose callback runs; 0 and empty anywhere else.
 *
 * @example
 * const message = String.UTF8.decode(get_status().data);
 */
export function get_status(): StatusWithData {
  const result = new StatusWithData();
  if (!statusMessage().length) return result;
  result.data = resultBuffer();
  result.status = load<u32>(thirdSlot);
  return result;
}
