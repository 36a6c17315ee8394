import { deflate, inflate } from "pako";
import { Status } from "../status.ts";
import type { ForeignResult } from "./foreign-call.ts";
import { answer, succeed } from "./foreign-function.ts";

/** `compress`: the bytes in the zlib format. */
export function compress(argument: Uint8Array): ForeignResult {
  return succeed(deflate(argument));
}

/** `uncompress`: what `compress` was given. What follows the end of the zlib format is ignored. */
export function uncompress(argument: Uint8Array): ForeignResult {
  const bytes = inflated(argument);
  return bytes ? succeed(bytes) : answer(Status.SERIALIZATION_FAILURE);
}

function inflated(bytes: Uint8Array): Uint8Array | undefined {
  try {
    // What is cut off gives undefined, which the types do not say; anything else that is wrong is thrown
    return inflate(bytes, { windowBits: 15 }) as Uint8Array | undefined;
  } catch {
    return undefined;
  }
}
