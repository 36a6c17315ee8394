// The host's one tick of a plugin: the plugin's own, until the first timer of the module shares it.
import { Status } from "../abi/enums/status";
import { setTickPeriod } from "../abi/plugin-calls";
import { RootContext } from "../context/root-context";

/** What timers do in place of this file's functions. No object, lest a module without timers have their code. */
let sharedSetPeriod: ((plugin: RootContext, milliseconds: u32) => Status) | null = null;
let sharedTick: ((plugin: RootContext) => void) | null = null;

/** From now on ticks are shared with timers. */
export function shareTicks(
  setPeriod: (plugin: RootContext, milliseconds: u32) => Status,
  tick: (plugin: RootContext) => void,
): void {
  sharedSetPeriod = setPeriod;
  sharedTick = tick;
}

/** Has `onTick` of a plugin called every so many milliseconds. */
export function setPeriod(plugin: RootContext, milliseconds: u32): Status {
  plugin.__tickPeriod = milliseconds;
  const shared = sharedSetPeriod;
  return shared ? shared(plugin, milliseconds) : setTickPeriod(plugin.contextId, milliseconds);
}

/** The host's tick of a plugin. */
export function tick(plugin: RootContext): void {
  const shared = sharedTick;
  if (shared) shared(plugin);
  else plugin.onTick();
}
