import type { ByteString } from "../bytes.ts";
import { callForeignFunction } from "../foreign/call-foreign-function.ts";
import type { ForeignContext, ForeignResult } from "../foreign/foreign-call.ts";
import type { Context } from "./context.ts";

/** Calls a foreign function from the callback that runs now, with this context as the effective one. */
export function callForeign(
  effective: Context & ForeignContext,
  name: ByteString,
  argument: Uint8Array,
): ForeignResult {
  // Only such contexts have callbacks
  const current = effective.wasm.calling() as Context & ForeignContext;
  return callForeignFunction(name, argument, { current, effective });
}
