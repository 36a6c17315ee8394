import { randomFillSync } from "node:crypto";
import type { Probe } from "./build-probe.ts";

/** A probe in Node: enough of a host for functions that need none, and for what they log. */
export interface RunningProbe {
  /** What was logged, without levels. */
  readonly logs: string[];
  /** Host calls other than logging, by name, in order. */
  readonly calls: string[];
  readonly memory: WebAssembly.Memory;
  /** Calls an export. */
  call(name: string, ...args: (number | bigint)[]): number;
  /** Calls an export that takes the address and size of a text or bytes. */
  give(name: string, input: string | Uint8Array, ...more: (number | bigint)[]): number;
  /** The bytes that the probe left as its output. */
  output(): Buffer;
  /** The output as text. */
  text(): string;
}

/** Answers a host call; gets the memory and the call's arguments. */
export type HostCall = (memory: WebAssembly.Memory, args: number[]) => number;

/**
 * Runs a probe. Its module exports `inputAt(size)`, `outputAt()` and `outputSize()` beside what is called. Host calls that
 * are not given answer Unimplemented.
 */
export async function runProbe(probe: Probe, host: Record<string, HostCall> = {}): Promise<RunningProbe> {
  const module = await WebAssembly.compile(probe.wasm as BufferSource);
  const logs: string[] = [];
  const calls: string[] = [];
  const imports: Record<string, Record<string, (...args: number[]) => number>> = {};
  for (const entry of WebAssembly.Module.imports(module)) {
    imports[entry.module] ??= {};
    const functions = imports[entry.module] ?? {};
    functions[entry.name] = (...args) => answer(entry.name, args);
  }
  const instance = await WebAssembly.instantiate(module, imports);
  const exports = instance.exports as Record<string, unknown>;
  const memory = exports["memory"] as WebAssembly.Memory;

  function answer(name: string, args: number[]): number {
    if (name === "proxy_log") {
      logs.push(Buffer.from(memory.buffer, args[1], args[2]).toString());
      return 0;
    }
    if (name === "random_get") {
      randomFillSync(new Uint8Array(memory.buffer, args[0], args[1]));
      return 0;
    }
    calls.push(name);
    return host[name]?.(memory, args) ?? 12;
  }

  function call(name: string, ...args: (number | bigint)[]): number {
    return (exports[name] as (...args: (number | bigint)[]) => number)(...args);
  }

  function give(name: string, input: string | Uint8Array, ...more: (number | bigint)[]): number {
    const bytes = Buffer.from(input);
    const at = call("inputAt", bytes.length);
    new Uint8Array(memory.buffer).set(bytes, at);
    return call(name, ...more);
  }

  function output(): Buffer {
    const at = call("outputAt");
    return Buffer.from(new Uint8Array(memory.buffer, at, call("outputSize")));
  }

  call("_initialize");
  return { logs, calls, memory, call, give, output, text: () => output().toString() };
}
