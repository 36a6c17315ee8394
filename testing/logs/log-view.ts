import { check } from "../checks/check.ts";
import { logFilter } from "../checks/logs.ts";
import { pattern as patternSchema } from "../checks/schemas.ts";
import { type LogLevel, type LogLine, logLevels } from "./log-book.ts";

/** Which lines are meant. */
export interface LogFilter {
  /** Only lines of this level or a graver one. */
  level?: LogLevel;
  /** Only lines of the plugin with this name. */
  plugin?: string;
}

/** Lines that plugins have logged, oldest first. */
export class LogView implements Iterable<LogLine> {
  readonly #lines: () => readonly LogLine[];
  readonly #plugins: readonly string[];

  /** `plugins` are the names of those that may log. */
  constructor(lines: () => readonly LogLine[], plugins: readonly string[]) {
    this.#lines = lines;
    this.#plugins = plugins;
  }

  /** How many lines there are: a mark for `from` of `waitFor`. */
  get length(): number {
    return this.#lines().length;
  }

  [Symbol.iterator](): Iterator<LogLine> {
    return this.#lines()[Symbol.iterator]();
  }

  get lines(): readonly LogLine[] {
    return this.#lines();
  }

  /**
   * Only some of them.
   *
   * @throws MeshWasmError MW0415 for a level that there is not, or a plugin that the filter was loaded without.
   */
  filter(filter: LogFilter): LogLine[] {
    check(logFilter(this.#plugins), filter, "the filter of log lines");
    return this.#lines().filter((line) => isMeant(line, filter));
  }

  /** The lines without level and plugin. */
  messages(filter: LogFilter = {}): string[] {
    return this.filter(filter).map(({ message }) => message);
  }

  /** The first line that contains the text or matches the expression; undefined where there is none. */
  find(pattern: string | RegExp, filter: LogFilter = {}): LogLine | undefined {
    check(patternSchema, pattern, "the text of a log line");
    return this.filter(filter).find(({ message }) => matches(message, pattern));
  }

  /** All as one text, a line each with its level. */
  text(): string {
    return this.#lines()
      .map(({ level, message }) => `${level}: ${message}\n`)
      .join("");
  }
}

function isMeant(line: LogLine, { level = "trace", plugin }: LogFilter): boolean {
  if (plugin !== undefined && line.plugin !== plugin) return false;
  return logLevels.indexOf(line.level) >= logLevels.indexOf(level);
}

export function matches(text: string, pattern: string | RegExp): boolean {
  // search() ignores the state that a global or sticky expression keeps between calls.
  return typeof pattern === "string" ? text.includes(pattern) : text.search(pattern) >= 0;
}
