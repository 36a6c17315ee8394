import { begins, type LogLine, logLines, source } from "./log-lines.ts";
import { envoyFailure, envoyFrame } from "./parse-stack.ts";
import type { TrapFrame } from "./trap-frame.ts";

/** A trap as Envoy has logged it. */
export interface LoggedTrap {
  /** The export that Envoy called. */
  callback: string;
  /** The engine's words. */
  reason: string;
  /** The innermost first; none where the module holds no function names. */
  frames: TrapFrame[];
  /** What the module logged before it trapped; null where that is not in the log. */
  message: string | null;
  /** Plugin name, root id and VM id, as far as Envoy knows them and the module has logged something before. */
  plugin: readonly string[];
}

interface OpenTrap extends LoggedTrap {
  source: string;
}

interface PluginMessage {
  text: string;
  plugin: readonly string[];
  source: string;
  thread: string | null;
}

/** A panic's message has a few lines; what comes later is of somebody else. */
const longestMessage = 20;

/**
 * Finds the traps in Envoy's log, line by line, as soon as they are complete. It knows the formats of Envoy and Istio, JSON,
 * escaped lines, and what kubectl, docker and other collectors put before a line; lines of several sources may be mixed.
 *
 * @example
 * const reader = new TrapReader();
 * for (const line of lines) {
 *   const { before, after } = reader.take(line);
 *   for (const trap of [...before, ...after]) explain(trap);
 * }
 * for (const trap of reader.end()) explain(trap);
 */
export class TrapReader {
  readonly #open = new Map<string, OpenTrap>();
  /** What plugins logged last, the latest first; one for each source and thread. */
  #messages: PluginMessage[] = [];
  /** The message that lines without a time stamp belong to. */
  #growing: { message: PluginMessage; lines: number } | null = null;

  /** Whether a trap has begun of which more may come. */
  get isWaiting(): boolean {
    return this.#open.size > 0;
  }

  /** Takes the next line of the log. Gives the traps that were complete before it, and those that are with it. */
  take(line: string): { before: LoggedTrap[]; after: LoggedTrap[] } {
    if (this.#growing === null && !this.isWaiting && !begins.test(line)) return { before: [], after: [] };
    const found = logLines(line).map((one) => this.#takeOne(one));
    const [first = { before: [], after: [] }, ...others] = found;
    return {
      before: first.before,
      after: [...first.after, ...others.flatMap(({ before, after }) => [...before, ...after])],
    };
  }

  /** Gives what has begun, when no line follows, or none for a while. */
  end(): LoggedTrap[] {
    const traps = [...this.#open.values()].map(closed);
    this.#open.clear();
    return traps;
  }

  #takeOne(line: LogLine): { before: LoggedTrap[]; after: LoggedTrap[] } {
    const failure = envoyFailure(line.text);
    if (failure) return { before: this.#begin(line, failure), after: [] };
    const frame = envoyFrame(line.text);
    if (frame) return { before: [], after: this.#add(line, frame) };
    if (/in-VM backtrace:/.test(line.text)) return { before: [], after: [] };
    this.#remember(line);
    return { before: this.#close(line), after: [] };
  }

  #begin(line: LogLine, failure: { callback: string; reason: string }): LoggedTrap[] {
    const before = this.#close(line);
    const said = this.#messageFor(line);
    this.#growing = null;
    this.#open.set(line.source, {
      ...failure,
      frames: [],
      message: said?.text ?? null,
      plugin: said?.plugin ?? [],
      source: line.source,
    });
    return before;
  }

  #add(line: LogLine, { frame, number, before }: NonNullable<ReturnType<typeof envoyFrame>>): LoggedTrap[] {
    const trap = this.#open.get(source(before)) ?? this.#open.get(line.source) ?? this.#open.get("");
    // What does not go on with the number that is due is of another trap.
    if (!trap || number !== trap.frames.length) return [];
    trap.frames.push(frame);
    const isComplete = line.isLast || frame.name === trap.callback || /\tthread=\d+\s*$/.test(line.text);
    if (!isComplete) return [];
    this.#open.delete(trap.source);
    return [closed(trap)];
  }

  /** Closes the trap that a line of its source does not go on with. */
  #close(line: LogLine): LoggedTrap[] {
    const trap = line.isStamped ? this.#open.get(line.source) : this.#owner(line.source);
    if (!trap) return [];
    this.#open.delete(trap.source);
    return [closed(trap)];
  }

  /** The open trap of the source that an unstamped line begins with. */
  #owner(text: string): OpenTrap | undefined {
    const owners = [...this.#open.values()].filter((trap) => text.startsWith(trap.source));
    return owners.sort((a, b) => b.source.length - a.source.length)[0];
  }

  #remember(line: LogLine): void {
    const [, labels, text] = /\bwasm log(?: ([^:]*))?: (.*?)(?:\tthread=\d+)?$/.exec(line.text) ?? [];
    if (text !== undefined) {
      const message: PluginMessage = {
        text,
        plugin: labels?.split(" ").filter((word) => word !== "") ?? [],
        source: line.source,
        thread: line.thread,
      };
      this.#messages = [message, ...this.#messages.filter((other) => !isSameThread(other, line))];
      this.#growing = { message, lines: 1 };
    } else if (line.isStamped) {
      this.#growing = null;
    } else if (this.#growing && line.source.startsWith(this.#growing.message.source)) {
      this.#grow(this.#growing, line.text);
    }
  }

  #grow(growing: { message: PluginMessage; lines: number }, text: string): void {
    if (growing.lines++ >= longestMessage) return;
    const { message } = growing;
    const at = message.source === "" ? 0 : text.indexOf(message.source) + message.source.length;
    message.text += `\n${text.slice(at).trim()}`;
  }

  /** What was said last by the thread that traps. It counts once. */
  #messageFor({ source: from, thread }: LogLine): PluginMessage | undefined {
    const said = this.#messages.find((message) => {
      return message.source === from && (thread === null || message.thread === null || message.thread === thread);
    });
    if (said) this.#messages = this.#messages.filter((message) => message !== said);
    return said;
  }
}

function isSameThread(message: PluginMessage, { source: from, thread }: LogLine): boolean {
  return message.source === from && message.thread === thread;
}

function closed({ source: _, ...trap }: OpenTrap): LoggedTrap {
  return trap;
}
