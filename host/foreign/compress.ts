import { deflate } from "pako";
import type { ForeignResult } from "./foreign-call.ts";
import { succeed } from "./foreign-function.ts";

/** `compress`: the bytes in the zlib format. */
export function compress(argument: Uint8Array): ForeignResult {
  return succeed(deflate(argument));
}
