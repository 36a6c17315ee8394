import { Status } from "../abi/enums/status";
import { callForeign } from "../abi/foreign-calls";
import { readProperty } from "../abi/property-calls";

/**
 * Has the proxy choose the route of the request anew when it is needed next, mostly when the request leaves for the upstream.
 * Envoy does so by itself after each change to request headers. Routes can depend on more: after a change of filter state,
 * call this. In the answer of a call (`HttpCall` and so on) Envoy 1.36 does nothing: change a request header there.
 *
 * @returns `Ok`, without effect once the request has left; `BadArgument` in `onLog` and later; `NotFound` when the host has
 *   no such function
 *
 * Source: Envoy's foreign function `clear_route_cache`.
 *
 * @example
 * property.set("subset", "v2"); // a route matches filter state `wasm.subset`
 * clearRouteCache();
 */
export function clearRouteCache(): Status {
  // There is a duration once the stream has ended. Envoy would take the call for a fault of its own then, and log it.
  if (readProperty("request.duration")) return Status.BadArgument;
  return callForeign("clear_route_cache", new StaticArray<u8>(0));
}
