import { randomFillSync } from "node:crypto";
import type { Probe } from "./build-probe.ts";

/** A probe in Node: enough of a host for functions that need none, and to call callbacks by hand. */
export interface RunningProbe {
  /** What was logged: `info text`. */
  readonly logs: string[];
  /** Host calls other than logging, by name, in order. */
  readonly calls: string[];
  readonly memory: WebAssembly.Memory;
  readonly exports: Record<string, unknown>;
  /** Calls an export. */
  call(name: string, ...args: (number | bigint)[]): number;
  /** Calls an export after its input was put into the probe. */
  give(name: string, input: string | Uint8Array, ...more: (number | bigint)[]): number;
  /** The bytes that the probe left as its output. */
  output(): Buffer;
  /** The output as text. */
  text(): string;
  /** Reads memory. */
  bytes(at: number, size: number): Buffer;
  /** Does what a host does to return bytes: takes memory from the probe, fills it and says where. */
  returnBytes(pointerAt: number, sizeAt: number, bytes: string | Uint8Array): void;
}

/** Answers a host call with a status. */
export type HostCall = (probe: RunningProbe, args: number[]) => number;

const levels = ["trace", "debug", "info", "warn", "error", "critical"];

/**
 * Runs a probe. For input and output its module exports `inputAt(size)`, `outputAt()` and `outputSize()`. Host calls that
 * are not given answer Unimplemented.
 */
export async function runProbe(probe: Pick<Probe, "wasm">, host: Record<string, HostCall> = {}): Promise<RunningProbe> {
  const module = await WebAssembly.compile(probe.wasm as BufferSource);
  const imports: Record<string, Record<string, (...args: number[]) => number>> = {};
  for (const entry of WebAssembly.Module.imports(module)) {
    const functions = imports[entry.module] ?? {};
    functions[entry.name] = (...args) => answer(entry.name, args);
    imports[entry.module] = functions;
  }
  const { exports } = await WebAssembly.instantiate(module, imports);
  const memory = exports["memory"] as WebAssembly.Memory;
  const running: RunningProbe = {
    logs: [],
    calls: [],
    memory,
    exports,
    call(name, ...args) {
      return (exports[name] as (...args: (number | bigint)[]) => number)(...args);
    },
    give(name, input, ...more) {
      const bytes = Buffer.from(input);
      const at = running.call("inputAt", bytes.length);
      new Uint8Array(memory.buffer).set(bytes, at);
      return running.call(name, ...more);
    },
    output: () => running.bytes(running.call("outputAt"), running.call("outputSize")),
    text: () => running.output().toString(),
    bytes: (at, size) => Buffer.from(new Uint8Array(memory.buffer, at, size)),
    returnBytes(pointerAt, sizeAt, bytes) {
      const data = Buffer.from(bytes);
      const at = data.length > 0 ? running.call("proxy_on_memory_allocate", data.length) : 0;
      new Uint8Array(memory.buffer).set(data, at);
      const view = new DataView(memory.buffer);
      view.setUint32(pointerAt, at, true);
      view.setUint32(sizeAt, data.length, true);
    },
  };

  function answer(name: string, args: number[]): number {
    if (name === "proxy_log") {
      const [level = 0, at = 0, size = 0] = args;
      running.logs.push(`${levels[level]} ${running.bytes(at, size)}`);
      return 0;
    }
    running.calls.push(name);
    if (name === "random_get") {
      randomFillSync(new Uint8Array(memory.buffer, args[0], args[1]));
      return 0;
    }
    return host[name]?.(running, args) ?? 12;
  }

  running.call("_initialize");
  return running;
}
