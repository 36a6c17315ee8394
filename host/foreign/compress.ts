import { deflate as stockDeflate } from "pako";
import { deflate } from "../deflate/deflate.ts";
import type { ForeignCall, ForeignResult } from "./foreign-call.ts";
import { succeed } from "./foreign-function.ts";

/** `compress`: the bytes in the zlib format, as zlib itself makes it in Envoy 1.36 and 1.37, and later zlib-ng. */
export function compress(argument: Uint8Array, { current }: ForeignCall): ForeignResult {
  const { envoyMinor } = current.pluginProperties;
  return succeed(envoyMinor < 38 ? stockDeflate(argument) : deflate(argument, envoyMinor >= 40));
}
