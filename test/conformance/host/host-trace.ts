import type { LogLine, TraceEvent, Trap } from "../../../host/index.ts";
import { EnvoyCrash } from "../../../host/wasm/trap.ts";
import { Trace } from "../observe/trace.ts";

/** What the host tells of the calls between it and its modules, by thread. */
export class HostTrace {
  readonly #threads = new Map<string, Trace>();
  #trapMessage = "";
  /** What has happened so far, in the words that scenarios wait for. */
  readonly #happened: string[] = [];
  readonly #waiting = new Set<{ text: string; missing: number; resolve: () => void }>();

  /** Envoy would have ended here: what follows is not seen. */
  crashed = false;

  event({ thread, kind, name, args, result }: TraceEvent): void {
    if (this.crashed) return;
    const trace = this.#threadOf(thread);
    if (args) {
      trace.enter(name, args.map(unsigned).join(", "));
      return;
    }
    trace.leave(name, result === undefined ? "void" : unsigned(result));
    if (kind === "callback") this.#happens(name.replace(/^proxy_/, ""));
  }

  /** Comes right after the line in the log that tells of it. */
  trap({ error, callback }: Trap, thread: string): void {
    if (error instanceof EnvoyCrash) this.crashed = true;
    else this.#threadOf(thread).trap(callback, this.#trapMessage);
  }

  log({ level, message, thread, byPlugin }: LogLine): void {
    if (this.crashed) return;
    const trace = this.#threadOf(thread);
    const trap = /^Function: (\S+) failed: (.*)$/s.exec(message);
    if (byPlugin) {
      trace.log(level === "warn" ? "warning" : level, Buffer.from(message, "latin1").toString());
      this.#happens(`log ${message}`);
    } else if (trap) this.#trapMessage = trap[2] ?? "";
    else trace.message(`${level}: ${message}`);
  }

  /** Resolves when a callback of this name has returned, or a plugin has logged this, so many times. */
  until(text: string, times = 1): Promise<void> {
    const missing = times - this.#happened.filter((happened) => fits(happened, text)).length;
    if (missing <= 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.add({ text, missing, resolve }));
  }

  /** The lines of each thread: `main`, `worker 0` and so on. */
  threads(): Record<string, string[]> {
    const names = [...this.#threads.keys()].sort();
    const entries = names.map((name) => [name, this.#threads.get(name)?.lines() ?? []] as const);
    return Object.fromEntries(entries.filter(([, lines]) => lines.length > 0));
  }

  #happens(happened: string): void {
    this.#happened.push(happened);
    for (const waiting of this.#waiting) {
      if (!fits(happened, waiting.text) || --waiting.missing > 0) continue;
      this.#waiting.delete(waiting);
      waiting.resolve();
    }
  }

  #threadOf(name: string): Trace {
    const trace = this.#threads.get(name) ?? new Trace();
    this.#threads.set(name, trace);
    return trace;
  }
}

function fits(happened: string, text: string): boolean {
  return happened === text || (happened.startsWith("log ") && happened.includes(text, 4));
}

/** As Envoy writes numbers. */
function unsigned(value: number | bigint): string {
  return typeof value === "bigint" ? String(BigInt.asUintN(64, value)) : String(value >>> 0);
}
