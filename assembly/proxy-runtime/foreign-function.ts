import { Status } from "../abi/enums/status";
import { callForeign } from "../abi/foreign-calls";
import { encodeUtf8 } from "../encoding/utf8";
import { clearRouteCache } from "../foreign/clear-route-cache";
import { resultBuffer } from "./array-buffer";

/**
 * Calls a function that the host offers by name; see `callForeignFunction` for arguments that are no text.
 *
 * @returns what it returned; empty when it failed, or when the host has no such function
 *
 * @example
 * const compressed = call_foreign_function("compress", "a text");
 */
export function call_foreign_function(function_name: string, argument: string): ArrayBuffer {
  return callForeign(function_name, encodeUtf8(argument)) == Status.Ok ? resultBuffer() : new ArrayBuffer(0);
}

/**
 * Has the proxy choose the route of the request anew; see `clearRouteCache`.
 *
 * @example
 * set_property("subset", String.UTF8.encode("v2"));
 * clear_route_cache();
 */
export function clear_route_cache(): Status {
  return clearRouteCache();
}
