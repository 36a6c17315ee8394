import { withOneDigit } from "./service-time.ts";
import { withoutOwnStats } from "./stats-update.ts";

/** A call between host and module, either way. */
export interface CallNode {
  name: string;
  /** The name with the arguments, or what stands for them. */
  head: string;
  /** What it returned; undefined while it runs, and for ever where it trapped. */
  result?: string;
  /** Calls and messages while it ran. */
  inner: Entry[];
}

export type Entry = CallNode | string;

/**
 * Puts the calls of one thread together, as lines like
 *
 *     on_request_headers(2, 4, 1) = 0
 *       get_header_map_value(0, 1024, 5, 16, 24) = 0
 *         malloc(8) = 33888
 *       log info: get_header_map_value = 0 "/"
 */
export class Trace {
  readonly #entries: Entry[] = [];
  readonly #open: CallNode[] = [];

  /** The host calls the module, or the module the host. */
  enter(name: string, args: string): void {
    const call: CallNode = { name, head: `${shortName(name)}(${args})`, inner: [] };
    this.#current().push(call);
    this.#open.push(call);
  }

  leave(name: string, result: string): void {
    const call = this.#open.pop();
    if (call?.name !== name) throw new Error(`${name} returns within ${call?.head}`);
    call.result = result;
  }

  /** The callback traps, and with it all that runs inside of it. */
  trap(name: string, message: string): void {
    const index = this.#open.findLastIndex((call) => call.name === name);
    if (index < 0) {
      this.#current().push(`${shortName(name)} trapped: ${message}`);
      return;
    }
    const [call] = this.#open.splice(index);
    // One release of V8 says more than another
    if (call) call.result = `trap: ${message.replace("null function or ", "")}`;
  }

  /** What a plugin logs; it stands for its call of proxy_log. */
  log(level: string, text: string): void {
    const call = this.#open.at(-1);
    const line = `log ${level}: ${text}`;
    if (call?.name === "env.proxy_log") call.head = line;
    else this.#current().push(line);
  }

  /** What the host itself says. */
  message(text: string): void {
    this.#current().push(text);
  }

  lines(): string[] {
    withOneDigit(this.#entries);
    return linesOf(withoutOwnStats(this.#entries), "");
  }

  #current(): Entry[] {
    return this.#open.at(-1)?.inner ?? this.#entries;
  }
}

function linesOf(entries: readonly Entry[], indent: string): string[] {
  return entries.flatMap((entry) => {
    if (typeof entry === "string") return [indent + entry];
    return [indent + textOf(entry), ...linesOf(entry.inner, `${indent}  `)];
  });
}

function textOf({ head, result }: CallNode): string {
  if (head.startsWith("log ") && result === "0") return head;
  if (result?.startsWith("trap: ")) return `${head} ${result}`;
  return result === "void" ? head : `${head} = ${result ?? "?"}`;
}

function shortName(name: string): string {
  return name.replace(/^(?:env\.|wasi_snapshot_preview1\.)?(?:proxy_)?/, "");
}
