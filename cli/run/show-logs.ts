import { type LoggedTrap, TrapReader } from "../../module/index.ts";
import type { Style } from "../framework/style.ts";
import type { TrapExplainer } from "../traps/trap-explainer.ts";
import { trapLines } from "../traps/trap-lines.ts";
import { logView } from "./log-line.ts";

/** How a log is shown. */
export interface LogSettings {
  style: Style;
  /** Every line, not only those of plugins and faults. */
  everything: boolean;
  explainer: TrapExplainer;
  /** What to say below a trap. */
  effect: string;
  /** Shows a line. */
  show(line: string): void;
}

/** A trap whose last frames do not come within this time, in milliseconds, is shown without them. */
const patience = 300;

/**
 * Takes the lines of an Envoy's log and shows those that a person wants to see. A backtrace gives way to its explanation, where
 * the module is known.
 */
export class LogDisplay {
  readonly #settings: LogSettings;
  readonly #view: (line: string) => string | undefined;
  readonly #reader = new TrapReader();
  /** What was said of the trap that is being read. */
  #held: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: LogSettings) {
    this.#settings = settings;
    this.#view = logView(settings.style, settings.everything);
  }

  take(line: string): void {
    clearTimeout(this.#timer);
    const { before, after } = this.#reader.take(line);
    for (const trap of before) this.#showTrap(trap);
    const text = this.#view(line);
    if (text !== undefined) this.#held.push(text);
    for (const trap of after) this.#showTrap(trap);
    if (!this.#reader.isWaiting) this.#showHeld();
    else this.#timer = setTimeout(() => this.end(), patience).unref();
  }

  /** Shows what was held back: no line follows. */
  end(): void {
    clearTimeout(this.#timer);
    for (const trap of this.#reader.end()) this.#showTrap(trap);
    this.#showHeld();
  }

  #showTrap(logged: LoggedTrap): void {
    const { everything, explainer, effect, style, show } = this.#settings;
    const trap = explainer.explain(logged);
    if (trap.module !== null && !everything) this.#held = [];
    this.#showHeld();
    for (const line of trapLines(trap, style)) show(line);
    show(`    ${style.color.cyan(style.mark.hint)} ${effect}`);
  }

  #showHeld(): void {
    for (const text of this.#held) this.#settings.show(text);
    this.#held = [];
  }
}
