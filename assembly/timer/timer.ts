import { BaseContext } from "../context/base-context";
import { Attachment } from "../runtime/attachment";
import { scheduleOf } from "./schedule";

/**
 * Calls a function of a stream or plugin later, in this VM: each worker has its own timers. The function runs in a callback
 * of its own, with that context as the effective one; when the stream ends first, it is never called. Envoy has one tick for
 * each plugin; all timers of a plugin and its streams share it.
 *
 * @example
 * // give up on an answer that does not come
 * this.patience = Timer.after<Stream>(this, 50, (stream) => { stream.sendLocalReply(504); });
 */
export abstract class Timer extends Attachment {
  /** When it runs off, on the monotonic clock. Of the SDK's own use, as all fields. */
  __due: u64 = 0;
  /** Nanoseconds from one call to the next; 0 for one call. */
  __period: u64 = 0;
  /** Its place in the schedule; -1 when it does not run. */
  __place: i32 = -1;

  constructor(context: BaseContext) {
    super(context);
  }

  /** Calls a function once, after so many milliseconds (at least 1). */
  static after<T extends BaseContext>(context: T, milliseconds: u32, handler: (context: T) => void): Timer {
    const timer = new FunctionTimer<T>(context, handler);
    timer.start(milliseconds, false);
    return timer;
  }

  /** Calls a function every so many milliseconds (at least 1). Calls that were missed are not made up for. */
  static every<T extends BaseContext>(context: T, milliseconds: u32, handler: (context: T) => void): Timer {
    const timer = new FunctionTimer<T>(context, handler);
    timer.start(milliseconds, true);
    return timer;
  }

  /** Whether the function will be called (again). */
  get isActive(): bool {
    return this.__place >= 0;
  }

  /** Stops it; nothing happens when it does not run. */
  cancel(): void {
    if (!this.isActive) return;
    this.detach();
    this.end();
  }

  /** Stops it because its context is gone. */
  protected end(): void {
    const schedule = scheduleOf(this.context.__pluginId);
    if (schedule && this.isActive) schedule.remove(this);
  }

  /** Calls the function. Of the SDK's own use. */
  abstract run(): void;

  /** Of the SDK's own use. */
  start(milliseconds: u32, repeats: bool): void {
    // A stream that is gone has no timers
    const schedule = this.context.contextId ? scheduleOf(this.context.__pluginId) : null;
    if (schedule) schedule.add(this, milliseconds, repeats);
  }
}

/** A timer with a function of the user. Generic so that it is compiled only where one is made. */
@final
class FunctionTimer<T extends BaseContext> extends Timer {
  private handler: (context: T) => void;

  constructor(context: T, handler: (context: T) => void) {
    super(context);
    this.handler = handler;
  }

  run(): void {
    this.handler(changetype<T>(this.context));
  }

  release(): void {
    this.end();
  }
}
