import { toText } from "../../../host/bytes.ts";
import type { LogLine as HostLogLine, TraceEvent as HostTraceEvent, Trap as HostTrap } from "../../../host/index.ts";
import { moduleOf } from "../../../host/wasm/trap.ts";
import { parseStack } from "../../../module/symbolicate/index.ts";
import type { ProxyPlan, TraceEvent } from "../../engine.ts";
import type { LogBook } from "../../logs/log-book.ts";
import type { Trap, TrapExplainer } from "../../traps/trap.ts";

/** Where what the host tells goes to. */
export interface HostSinks {
  logs: LogBook;
  traps: Trap[];
  trace: TraceEvent[];
  explainer: TrapExplainer;
}

/** Takes in what a host tells while it runs. */
export class HostRecorder {
  readonly sinks: HostSinks;
  readonly #names: ReadonlyMap<string, string>;
  /** What a plugin said last, by thread. */
  readonly #lastWords = new Map<string, string>();

  constructor(plan: ProxyPlan, sinks: HostSinks) {
    this.sinks = sinks;
    this.#names = new Map(
      plan.plugins.map(({ name, rootId, vmId }) => [
        [name, rootId, vmId].filter((part) => part !== "").join(" "),
        name,
      ]),
    );
  }

  log(line: HostLogLine): void {
    if (!line.byPlugin) return;
    const message = toText(line.message);
    const labels = toText(line.plugin);
    this.sinks.logs.append({
      level: line.level,
      message,
      plugin: this.#names.get(labels) ?? labels,
      thread: threadOf(line.thread),
    });
    this.#lastWords.set(line.thread, message);
  }

  trapped(trap: HostTrap, thread: string): void {
    const { reason, callback } = trap;
    const { originalOffset } = moduleOf(trap);
    const { frames } = parseStack(trap.error.stack ?? "");
    const mapped = frames.map((frame) => ({
      ...frame,
      offset: frame.offset == null ? null : originalOffset(frame.offset),
    }));
    const message = this.#lastWords.get(thread) ?? null;
    // It counts once
    this.#lastWords.delete(thread);
    const plugin = toText(trap.wasm.plugin.name);
    const told = { frames: mapped, reason, callback, message };
    this.sinks.traps.push(this.sinks.explainer.explain(plugin, threadOf(thread), told));
  }

  trace(event: HostTraceEvent): void {
    this.sinks.trace.push({ ...event, thread: threadOf(event.thread) });
  }
}

/** `main`, or the number in `worker 0`. */
function threadOf(name: string): "main" | number {
  return name === "main" ? "main" : Number(name.slice("worker ".length));
}
