// What a plugin tells the host of itself.
import { beginCall } from "./arena";
import { Status } from "./enums/status";
import { envoy_resolve_dns, proxy_done, proxy_set_tick_period_milliseconds } from "./host";
import { actOn } from "./turn";
import { encode, encodedSize } from "./utf8-encode";

/** A slot of its own: Envoy may answer in a callback in the middle of the call, which uses the others. */
const tokenSlot: usize = memory.data(8);

/** Has the host call `proxy_on_tick` of a plugin every so many milliseconds; 0 stops it. */
export function setTickPeriod(pluginId: u32, milliseconds: u32): Status {
  return actOn(pluginId) ? proxy_set_tick_period_milliseconds(milliseconds) : Status.BadArgument;
}

/** Ends a plugin whose `proxy_on_done` had answered false. */
export function endPlugin(pluginId: u32): Status {
  return actOn(pluginId) ? proxy_done() : Status.BadArgument;
}

/** Asks for the addresses of a host name. The token of the question is the {@link dnsToken}. */
export function resolveDns(pluginId: u32, name: string): Status {
  if (!actOn(pluginId)) return Status.BadArgument;
  beginCall();
  const data = encode(name);
  return envoy_resolve_dns(data, encodedSize, tokenSlot);
}

/** The token of the last question. */
export function dnsToken(): u32 {
  return load<u32>(tokenSlot);
}
