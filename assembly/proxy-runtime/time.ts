import { setTickPeriod } from "../abi/plugin-calls";
import { current } from "../abi/turn";
import { now } from "../clock/clock";
import { setPeriod } from "../timer/ticker";
import { currentPlugin } from "./current-plugin";

/**
 * The time since 1970-01-01T00:00:00Z in nanoseconds.
 *
 * @example
 * const seconds = get_current_time_nanoseconds() / 1_000_000_000;
 */
export function get_current_time_nanoseconds(): u64 {
  return now();
}

/**
 * Has `onTick` of the plugin called every so many milliseconds; 0 stops it.
 *
 * @example
 * onConfigure(configuration_size: u32): bool {
 *   set_tick_period_milliseconds(1000);
 *   return true;
 * }
 */
export function set_tick_period_milliseconds(millisecond: u32): void {
  const plugin = currentPlugin();
  // In the constructor of a root context there is no plugin yet
  if (plugin) setPeriod(plugin, millisecond);
  else setTickPeriod(current, millisecond);
}
