// Functions that the host knows by name.
import { beginCall } from "./arena";
import { Bytes } from "./bytes";
import { Status } from "./enums/status";
import { proxy_call_foreign_function } from "./host";
import { dataSlot, sizeSlot } from "./slots";
import { actOnCurrent } from "./turn";
import { encode, encodedSize } from "./utf8-encode";

/** Calls a function; what it returns is in the result slots. */
export function callForeign(name: string, argument: Bytes): Status {
  beginCall();
  actOnCurrent();
  const data = encode(name);
  return proxy_call_foreign_function(
    data,
    encodedSize,
    changetype<usize>(argument),
    argument.length,
    dataSlot,
    sizeSlot,
  );
}
