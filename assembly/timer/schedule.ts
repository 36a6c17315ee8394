import { setTickPeriod } from "../abi/plugin-calls";
import { turnTo } from "../abi/turn";
import { monotonicNow } from "../clock/clock";
import { rootContext } from "../runtime/contexts";
import { shareTick } from "./shared-tick";
import { Timer } from "./timer";
import { TimerHeap } from "./timer-heap";

const nanoseconds: u64 = 1_000_000;

/** The timers of one plugin and its streams, over the host's one tick of the plugin. Of the SDK's own use. */
@final
export class Schedule {
  readonly pluginId: u32;
  private timers: TimerHeap = new TimerHeap();
  /** The period that the host was told; 0 for none. */
  private period: u32 = 0;
  /** When the host's next tick is due. */
  private tickDue: u64 = 0;

  constructor(pluginId: u32) {
    this.pluginId = pluginId;
  }

  add(timer: Timer, milliseconds: u32, repeats: bool): void {
    const span = <u64>max<u32>(milliseconds, 1) * nanoseconds;
    const now = monotonicNow();
    timer.__due = now + span;
    timer.__period = repeats ? span : 0;
    this.timers.add(timer);
    // A tick that comes sooner sees to it
    if (!this.period || timer.__due < this.tickDue) this.arm(now);
  }

  remove(timer: Timer): void {
    this.timers.remove(timer);
    if (this.timers.length || !this.period) return;
    this.period = 0;
    setTickPeriod(this.pluginId, 0);
  }

  /** The host's tick: calls what is due. */
  run(): void {
    const now = monotonicNow();
    for (let timer = this.timers.first; timer && timer.__due <= now; timer = this.timers.first) {
      this.timers.remove(timer);
      if (timer.__period) {
        timer.__due = max(timer.__due + timer.__period, now + 1);
        this.timers.add(timer);
      } else {
        timer.detach();
      }
      if (turnTo(timer.context.contextId)) timer.run();
    }
    this.arm(monotonicNow());
  }

  /** Has the host's next tick come when the first timer is due. */
  private arm(now: u64): void {
    const first = this.timers.first;
    let wait: u32 = 0;
    if (first) {
      const left = first.__due > now ? first.__due - now : 0;
      wait = <u32>max<u64>((left + nanoseconds - 1) / nanoseconds, 1);
    }
    this.tickDue = now + <u64>wait * nanoseconds;
    if (wait == this.period) return;
    this.period = wait;
    setTickPeriod(this.pluginId, wait);
  }
}

/** The schedule of a plugin; made at its first timer. Null for a plugin that is gone. */
export function scheduleOf(pluginId: u32): Schedule | null {
  const plugin = rootContext(pluginId);
  if (!plugin) return null;
  const known = plugin.__schedule;
  if (known) return changetype<Schedule>(known);
  const made = new Schedule(pluginId);
  plugin.__schedule = made;
  shareTick(plugin);
  return made;
}
