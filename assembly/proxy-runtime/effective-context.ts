import { Status } from "../abi/enums/status";
import { endPlugin } from "../abi/plugin-calls";
import { turnTo } from "../abi/turn";
import { currentPlugin } from "./current-plugin";

/**
 * Makes a context the one that host calls act on: `Ok`, or `BadArgument` where the host has no such context any more.
 *
 * @example
 * function resume(context: Context): void {
 *   if (proxy_set_effective_context(context.context_id) == WasmResultValues.Ok) continue_request();
 * }
 */
export function proxy_set_effective_context(_id: u32): Status {
  return turnTo(_id) ? Status.Ok : Status.BadArgument;
}

/**
 * Ends the plugin after its `onDone` has answered `false`: `Ok`, or `NotFound` where it is not about to end.
 *
 * @example
 * onTick(): void {
 *   if (get_shared_data("jobs").result == WasmResultValues.NotFound) done();
 * }
 */
export function done(): Status {
  const plugin = currentPlugin();
  return plugin ? endPlugin(plugin.contextId) : Status.NotFound;
}
