import { Trace } from "./trace.ts";

/** What Envoy's log tells of the calls between it and its modules, by thread. */
export class TraceLog {
  readonly #threads = new Map<string, Trace>();
  readonly #mainThread: string;
  /** Workers in the order in which they have begun to serve: which one takes a connection first is up to chance. */
  readonly #serving = new Set<string>();
  /** The message that the next lines may go on with. */
  #continued: { thread: Trace; level: string; text: string } | undefined;

  constructor(mainThread: string) {
    this.#mainThread = mainThread;
  }

  add(line: string): void {
    const [, thread = "", level = "", message = ""] = entry.exec(line) ?? [];
    if (thread === "") {
      if (/^\[[^\]]+\]\[\d+\]/.test(line)) this.#finishLog();
      else if (this.#continued) this.#continued.text += `\n${line}`;
      return;
    }
    this.#finishLog();
    const trace = this.#threads.get(thread) ?? new Trace();
    this.#threads.set(thread, trace);
    if (serving.test(message) && thread !== this.#mainThread) this.#serving.add(thread);
    this.#take(trace, level, message);
  }

  /** The lines of each thread: `main`, `worker 0` and so on. */
  threads(): Record<string, string[]> {
    this.#finishLog();
    const others = [...this.#threads.keys()].filter((thread) => thread !== this.#mainThread).sort((a, b) => +a - +b);
    const workers = [...new Set([...this.#serving, ...others])];
    const named = [
      ["main", this.#threads.get(this.#mainThread)?.lines() ?? []] as const,
      ...workers.map((thread, index) => [`worker ${index}`, this.#threads.get(thread)?.lines() ?? []] as const),
    ];
    return Object.fromEntries(named.filter(([, lines]) => lines.length > 0));
  }

  #take(trace: Trace, level: string, message: string): void {
    const call = /^\[(?:host->vm|vm->host)\] (\S+?)\((.*)\)$/s.exec(message);
    const result = /^\[(?:host<-vm|vm<-host)\] (\S+) return: (\S+)$/.exec(message);
    const trap = /^Function: (\S+) failed: (.*)$/.exec(message);
    if (call) trace.enter(call[1] ?? "", call[2] ?? "");
    else if (result) trace.leave(result[1] ?? "", result[2] ?? "");
    else if (trap) trace.trap(trap[1] ?? "", trap[2] ?? "");
    else if (message.startsWith("wasm log")) this.#continued = { thread: trace, level, text: message };
    else if (level !== "debug" && level !== "trace" && isCompared(message)) trace.message(`${level}: ${message}`);
  }

  #finishLog(): void {
    if (!this.#continued) return;
    const { thread, level, text } = this.#continued;
    this.#continued = undefined;
    thread.log(level, withoutPrefix(text));
  }
}

const entry = /^\[[^\]]+\]\[(\d+)\]\[(\w+)\]\[wasm\] (?:\[[^\]]+\] )?(.*)$/s;

/** What is called in a VM that has started. */
const serving =
  /^\[host->vm\] (?!_initialize|_start|main|malloc|proxy_on_(?:vm_start|configure|context_create\(\d+, 0\)|memory_allocate))/;

/** Envoy writes the plugin's name, root id and VM id before what a plugin logs; a scenario's have no colon. */
function withoutPrefix(text: string): string {
  return text.replace(/^wasm log[^:]*: /, "");
}

/** What the host says, too. Where a plugin is not loaded at all, it throws an error instead of what Envoy logs. */
function isCompared(message: string): boolean {
  return message.includes("capability") || /Failed to (?:start|configure) thread-local/.test(message);
}
