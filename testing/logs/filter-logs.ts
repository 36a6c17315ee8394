import { check } from "../checks/check.ts";
import { pattern as patternSchema, whole } from "../checks/schemas.ts";
import type { RunningProxy } from "../engine.ts";
import { shown } from "../errors/shown.ts";
import { toldWhole } from "../errors/test-error.ts";
import type { LogLine } from "./log-book.ts";
import { LogView, matches } from "./log-view.ts";

/** What the plugins of a filter's proxy log on its workers. */
export class FilterLogs extends LogView {
  readonly #proxy: RunningProxy;

  readonly #plugins: readonly string[];

  constructor(proxy: RunningProxy, plugins: readonly string[]) {
    super(() => proxy.logs.lines.filter(({ thread }) => thread !== "main"), plugins);
    this.#proxy = proxy;
    this.#plugins = plugins;
  }

  /** What is logged on the main thread, where Envoy tries each plugin before its workers get it, and has its timers run, too. */
  get main(): LogView {
    return new LogView(() => this.#proxy.logs.lines.filter(({ thread }) => thread === "main"), this.#plugins);
  }

  /**
   * The first line that contains the text or matches the expression: one that is already there, or one to come.
   * `from` is a mark ({@link length}); older lines do not count.
   *
   * @throws MeshWasmError MW0412 on the host when nothing is left to happen; MW0534 when Envoy ends without such a line.
   */
  async waitFor(pattern: RegExp | string, { from = 0 } = {}): Promise<LogLine> {
    check(patternSchema, pattern, "the text of a log line");
    check(whole(0), from, "`from` of `waitFor`");
    const find = (): LogLine | undefined => [...this].slice(from).find(({ message }) => matches(message, pattern));
    const what = `a log line that matches ${shown(pattern)}`;
    await toldWhole(this.#proxy.until(() => find() !== undefined, what));
    await this.#proxy.settle();
    return find() as LogLine;
  }
}
