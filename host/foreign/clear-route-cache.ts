import { Status } from "../status.ts";
import type { ForeignCall, ForeignResult } from "./foreign-call.ts";
import { actsOn, answer } from "./foreign-function.ts";

/** `clear_route_cache`: has the route of the stream chosen anew. */
export function clearRouteCache(_argument: Uint8Array, call: ForeignCall): ForeignResult {
  actsOn(call).clearRouteCache();
  return answer(Status.OK);
}
