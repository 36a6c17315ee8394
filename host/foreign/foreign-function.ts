import { Status } from "../status.ts";
import type { ForeignCall, ForeignContext, ForeignResult } from "./foreign-call.ts";

/** A function that modules call by name. */
export type ForeignFunction = (argument: Uint8Array, call: ForeignCall) => ForeignResult;

/** An answer without a result. */
export function answer(status: Status): ForeignResult {
  return { status };
}

/** An answer with a result. */
export function succeed(result: Uint8Array): ForeignResult {
  return { status: Status.OK, result };
}

/** The context whose stream a function changes: in Envoy 1.36 the current one, later the effective one. */
export function actsOn({ current, effective }: ForeignCall): ForeignContext {
  return effective.pluginProperties.envoyMinor > 36 ? effective : current;
}
