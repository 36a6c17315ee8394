import { type LoggedTrap, TrapReader } from "../../../module/symbolicate/index.ts";
import type { TraceEvent } from "../../engine.ts";
import type { LogBook, LogLevel, LogLine } from "../../logs/log-book.ts";
import { Complaints } from "../../refusals/complaints.ts";
import { type Refusal, refusalCode } from "../../refusals/refusal.ts";
import type { Trap, TrapExplainer } from "../../traps/trap.ts";
import { type Threads, threadOf } from "./threads.ts";
import { traceEvent } from "./trace-event.ts";

/** Where what an Envoy logs goes to. */
export interface LogSinks {
  logs: LogBook;
  traps: Trap[];
  refusals: Refusal[];
  explainer: TrapExplainer;
  trace: TraceEvent[];
  threads: Threads;
  /** What Envoy writes before the lines of a plugin, with the plugin's name. */
  prefixes: readonly (readonly [prefix: string, plugin: string])[];
}

/** An entry: level, logger, message. */
const entry = /^\[[^\]]+\]\[\d+\]\[(\w+)\]\[(\w+)\] (?:\[[^\]]+\] )?(.*)$/;

export interface LogReader {
  take(line: string): void;
  /** No line will follow. */
  end(): void;
}

/** Reads Envoy's log: what plugins say, where they trap, and at level trace what they call. */
export function logReader(sinks: LogSinks): LogReader {
  const { logs, traps, explainer, trace, threads, prefixes } = sinks;
  const complaints = new Complaints();
  const readers = new Map<string, TrapReader>();
  /** Whose entry the lines without a time belong to, and whether it is a plugin's. */
  let last = { thread: "", isPlugin: false };

  function readTraps(thread: string, line: string): void {
    const reader = readers.get(thread) ?? new TrapReader();
    readers.set(thread, reader);
    const { before, after } = reader.take(line);
    for (const trap of [...before, ...after]) traps.push(explained(thread, trap));
  }

  function explained(thread: string, { plugin, ...trap }: LoggedTrap): Trap {
    const labels = plugin.join(" ");
    const name = prefixes.find(([prefix]) => prefix === labels)?.[1];
    return explainer.explain(name, threads.of(thread), trap);
  }

  function say(line: LogLine): void {
    logs.append(line);
    complaints.heard(line);
  }

  /** Envoy does not say whose it is. */
  function readRefusal(thread: LogLine["thread"], message: string): void {
    const code = refusalCode(message);
    if (code)
      sinks.refusals.push({ code, plugin: explainer.onlyPlugin ?? "", thread, reason: complaints.take(thread) });
  }

  function take(line: string): void {
    const thread = threadOf(line) ?? last.thread;
    readTraps(thread, line);
    const [, level = "", logger, message = ""] = entry.exec(line) ?? [];
    if (logger === undefined) {
      if (last.isPlugin) logs.goOn(line);
      return;
    }
    const said = logger === "wasm" ? spoken(message, prefixes) : undefined;
    if (said) say({ level: levelOf(level), ...said, thread: threads.of(thread) });
    else if (logger === "wasm") readRefusal(threads.of(thread), message);
    last = { thread, isPlugin: said !== undefined };
    const event = logger === "wasm" && level === "trace" ? traceEvent(message) : undefined;
    if (event) trace.push({ thread: threads.of(thread), ...event });
  }

  function end(): void {
    for (const [thread, reader] of readers) traps.push(...reader.end().map((trap) => explained(thread, trap)));
  }

  return { take, end };
}

function spoken(message: string, prefixes: LogSinks["prefixes"]): { message: string; plugin: string } | undefined {
  for (const [prefix, plugin] of prefixes) {
    const start = `wasm log ${prefix}: `;
    if (message.startsWith(start)) return { message: message.slice(start.length), plugin };
  }
  return undefined;
}

/** Only this name differs from that of Proxy-Wasm. */
function levelOf(level: string): LogLevel {
  return level === "warning" ? "warn" : (level as LogLevel);
}
