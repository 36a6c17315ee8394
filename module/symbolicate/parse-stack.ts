import type { TrapFrame } from "./trap-frame.ts";

/** A stack as an engine prints it, taken apart. */
export interface ParsedStack {
  /** The engine's words, such as `unreachable`; null where there are none. */
  reason: string | null;
  /** The export that Envoy called; null where it is not told. */
  callback: string | null;
  /** The innermost first. */
  frames: TrapFrame[];
}

/**
 * Reads what Envoy logs of a trap, or the stack of a JavaScript engine's `WebAssembly.RuntimeError`. Frames of JavaScript
 * are left out.
 */
export function parseStack(text: string): ParsedStack {
  const lines = text.split(/\r?\n/);
  const failure = lines.map(envoyFailure).find((found) => found !== null);
  if (failure) return { ...failure, frames: lines.flatMap((line) => envoyFrame(line)?.frame ?? []) };
  return {
    reason: errorMessage(lines[0] ?? ""),
    callback: null,
    frames: lines.flatMap((line) => scriptFrame(line) ?? []),
  };
}

/** `Function: proxy_on_request_headers failed: Uncaught RuntimeError: unreachable` */
export function envoyFailure(line: string): { callback: string; reason: string } | null {
  const [, callback, reason] = /\bFunction: (\S+) failed: ?(.*)$/.exec(line) ?? [];
  if (callback === undefined || reason === undefined) return null;
  return { callback, reason: withoutClass(reason) };
}

/** `  3:  0x1c43 - assembly/rules/pick`, with whatever a log collector puts before it, and the thread that Istio puts behind. */
export function envoyFrame(line: string): { number: number; frame: TrapFrame; before: string } | null {
  const found = /^(.*?)(?<![\d:.])(\d+):\s+0x([0-9a-f]+) - (.*?)(?:\tthread=\d+)?\s*$/.exec(line);
  if (!found) return null;
  const [, before = "", number = "", offset = "", name = ""] = found;
  const [, index] = /^unknown\(function index:(\d+)\)$/.exec(name) ?? [];
  return {
    number: Number(number),
    before,
    frame: {
      name: index === undefined ? name : null,
      ...(index === undefined ? {} : { index: Number(index) }),
      offset: Number.parseInt(offset, 16),
    },
  };
}

/** Lines of V8 and of SpiderMonkey. */
const scriptFrames = [
  /^\s*at (?:(.*) \()?\S*:?wasm-function\[(\d+)\]:0x([0-9a-f]+)\)?$/,
  /^(.*?)@\S*:wasm-function\[(\d+)\]:0x([0-9a-f]+)$/,
];

function scriptFrame(line: string): TrapFrame | null {
  for (const pattern of scriptFrames) {
    const found = pattern.exec(line);
    if (!found) continue;
    const [, written = "", index = "", offset = ""] = found;
    const name = withoutModule(written, line);
    const isNamed = name !== "" && name !== "<anonymous>";
    return { name: isNamed ? name : null, index: Number(index), offset: Number.parseInt(offset, 16) };
  }
  return null;
}

/** V8 writes the name of a module that has one before that of the function, and before its hash in the URL. */
function withoutModule(name: string, line: string): string {
  const [, module] = /\bwasm:\/\/wasm\/(.+)-[0-9a-f]+:wasm-function/.exec(line) ?? [];
  return module !== undefined && name.startsWith(`${module}.`) ? name.slice(module.length + 1) : name;
}

function errorMessage(line: string): string | null {
  return /^(?:Uncaught )?[\w.]*Error\b/.test(line) ? withoutClass(line) : null;
}

function withoutClass(message: string): string {
  return message.replace(/^(?:Uncaught )?(?:[\w.]*Error: )?/, "").trim();
}
