// The host's one tick of a plugin where there are timers: the plugin's own `onTick` is one of them.
import { Status } from "../abi/enums/status";
import { RootContext } from "../context/root-context";
import { Schedule } from "./schedule";
import { shareTicks } from "./ticker";
import { Timer } from "./timer";

/** A plugin has its first timer: from now on that shares the host's tick with the period that the plugin had set. */
export function shareTick(plugin: RootContext): void {
  shareTicks(setSharedPeriod, sharedTick);
  if (plugin.__tickPeriod) setSharedPeriod(plugin, plugin.__tickPeriod);
}

function setSharedPeriod(plugin: RootContext, milliseconds: u32): Status {
  const ticks = changetype<Timer | null>(plugin.__ticks);
  if (ticks) ticks.cancel();
  plugin.__ticks = null;
  if (milliseconds) plugin.__ticks = Timer.every<RootContext>(plugin, milliseconds, (plugin) => plugin.onTick());
  return Status.Ok;
}

function sharedTick(plugin: RootContext): void {
  const schedule = plugin.__schedule;
  if (schedule) changetype<Schedule>(schedule).run();
  else plugin.onTick();
}
