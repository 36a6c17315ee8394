import { findImportable, type HostFunction } from "../../module/index.ts";

/** A call of a host function as it came: the name of the function, numbers and texts by the names of its parameters. */
export interface SpiedCall {
  name: string;
  numbers: Record<string, number>;
  texts: Record<string, string>;
}

/** Tells `seen` of each call that any module makes of its host, until it is disposed of. */
export function spyOnInstances(seen: (call: SpiedCall) => void): Disposable {
  const original = WebAssembly.Instance;
  class Spied extends original {
    constructor(module: WebAssembly.Module, imports: WebAssembly.Imports = {}) {
      const own: { memory?: WebAssembly.Memory } = {};
      super(module, wrapped(imports, own, seen));
      const memory = Object.values(this.exports).find((entry) => entry instanceof WebAssembly.Memory);
      if (memory) own.memory = memory;
    }
  }
  WebAssembly.Instance = Spied as typeof original;
  return {
    [Symbol.dispose]() {
      WebAssembly.Instance = original;
    },
  };
}

function wrapped(
  imports: WebAssembly.Imports,
  own: { memory?: WebAssembly.Memory },
  seen: (call: SpiedCall) => void,
): WebAssembly.Imports {
  const modules = Object.entries(imports).map(([module, entries]) => {
    const functions = Object.entries(entries).map(([name, entry]) => {
      const known = findImportable(module, name)?.hostFunction;
      if (typeof entry !== "function" || !known) return [name, entry];
      const call = (...args: (number | bigint)[]) => {
        seen(spied(known, args, own.memory));
        return (entry as (...all: unknown[]) => unknown)(...args);
      };
      return [name, call];
    });
    return [module, Object.fromEntries(functions)];
  });
  return Object.fromEntries(modules);
}

function spied(
  { name, params }: HostFunction,
  args: readonly (number | bigint)[],
  memory?: WebAssembly.Memory,
): SpiedCall {
  const call: SpiedCall = { name, numbers: {}, texts: {} };
  for (const [at, param] of params.entries()) {
    const value = Number(args[at] ?? 0);
    call.numbers[param.name] = value;
    if (param.role !== "pointer" || !memory) continue;
    const start = value >>> 0;
    const bytes = new Uint8Array(memory.buffer).subarray(start, start + (Number(args[at + 1] ?? 0) >>> 0));
    call.texts[param.name.replace(/_data$/, "")] = Buffer.from(bytes).toString();
  }
  return call;
}
