import type { LogLine } from "../logs/log-book.ts";

const loud: readonly string[] = ["warn", "error", "critical"];

/** What plugins have complained of last, by thread: most likely the reason of what happens there next. */
export class Complaints {
  readonly #last = new Map<LogLine["thread"], string>();

  heard({ level, message, thread }: LogLine): void {
    if (loud.includes(level)) this.#last.set(thread, message);
  }

  /** It is the reason of one thing only. */
  take(thread: LogLine["thread"]): string | undefined {
    const last = this.#last.get(thread);
    this.#last.delete(thread);
    return last;
  }
}
