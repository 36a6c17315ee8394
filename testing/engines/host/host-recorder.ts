import { toText } from "../../../host/bytes.ts";
import type { LogLine as HostLogLine, TraceEvent as HostTraceEvent, Trap as HostTrap } from "../../../host/index.ts";
import { moduleOf } from "../../../host/wasm/trap.ts";
import { parseStack } from "../../../module/symbolicate/index.ts";
import type { PluginPlan, ProxyPlan, TraceEvent } from "../../engine.ts";
import type { LogBook } from "../../logs/log-book.ts";
import { Complaints } from "../../refusals/complaints.ts";
import { type Refusal, refusalCode } from "../../refusals/refusal.ts";
import type { Trap, TrapExplainer } from "../../traps/trap.ts";

/** Where what the host tells goes to. */
export interface HostSinks {
  logs: LogBook;
  traps: Trap[];
  refusals: Refusal[];
  trace: TraceEvent[];
  explainer: TrapExplainer;
}

/** Takes in what a host tells while it runs. */
export class HostRecorder {
  readonly sinks: HostSinks;
  readonly #names = new Map<string, string>();
  readonly #complaints = new Complaints();
  /** What a plugin said last, by thread. */
  readonly #lastWords = new Map<string, string>();

  constructor(plan: ProxyPlan, sinks: HostSinks) {
    this.sinks = sinks;
    for (const plugin of plan.plugins) this.knows(plugin);
  }

  /** A plugin begins, or takes the place of another. */
  knows({ name, rootId, vmId }: PluginPlan): void {
    this.#names.set([name, rootId, vmId].filter((part) => part !== "").join(" "), name);
  }

  log(line: HostLogLine): void {
    const { level, byPlugin } = line;
    const message = toText(line.message);
    const labels = toText(line.plugin);
    const plugin = this.#names.get(labels) ?? labels;
    const thread = threadOf(line.thread);
    if (!byPlugin) {
      const code = refusalCode(message);
      if (code) this.sinks.refusals.push({ code, plugin, thread, reason: this.#complaints.take(thread) });
      return;
    }
    const said = { level, message, plugin, thread };
    this.sinks.logs.append(said);
    this.#complaints.heard(said);
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
