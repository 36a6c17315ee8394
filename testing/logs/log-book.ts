/** Levels at which plugins log, the most talkative first. */
export const logLevels = ["trace", "debug", "info", "warn", "error", "critical"] as const;
export type LogLevel = (typeof logLevels)[number];

/** What a plugin has logged. */
export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  /** Name of the plugin. */
  readonly plugin: string;
  /** Number of the worker, or `main` for the thread that tries a configuration before the workers get it. */
  readonly thread: "main" | number;
}

/** The lines of all plugins of a proxy as they come, oldest first. */
export class LogBook {
  readonly #lines: LogLine[] = [];
  /** Called after every change. */
  onChange: () => void = () => {};

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  append(line: LogLine): void {
    this.#lines.push(line);
    this.onChange();
  }

  /** What was said last goes on in another line. */
  goOn(text: string): void {
    const last = this.#lines.pop();
    if (last) this.append({ ...last, message: `${last.message}\n${text}` });
  }
}
