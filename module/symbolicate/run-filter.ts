import { createCompiler } from "../compile/index.ts";
import { testProject } from "../compile/test-project.ts";

/** A filter that was built for a test, and what it did when its request headers came. */
export interface TrappingFilter {
  wasm: Uint8Array;
  sourceMap: string;
  /** Sends a request for the path. Gives the stack of the engine and what the filter logged last; null where it did not trap. */
  request(path: string): Promise<{ stack: string; message: string | null } | null>;
}

/** Compiles `assembly/index.ts` and the files beside it. The filter is run in Node, with a host that only knows the path. */
export async function trappingFilter(
  files: Record<string, string>,
  mode: "debug" | "release",
  ascFlags: readonly string[] = [],
): Promise<TrappingFilter> {
  await using project = await testProject(files);
  await using compiler = createCompiler();
  const { wasm, sourceMap } = await compiler.compile(project.options({ mode, ascFlags }));
  const module = await WebAssembly.compile(wasm as BufferSource);
  return {
    wasm,
    sourceMap: sourceMap ?? "",
    request: (path) => run(module, path),
  };
}

async function run(
  module: WebAssembly.Module,
  path: string,
): Promise<{ stack: string; message: string | null } | null> {
  let message: string | null = null;
  const exports = (
    await WebAssembly.instantiate(module, imports(module, { path, log: (text) => (message = text), at }))
  ).exports as Record<string, CallableFunction>;
  function at(): { memory: DataView; allocate(size: number): number } {
    return {
      memory: new DataView((exports["memory"] as unknown as WebAssembly.Memory).buffer),
      allocate: (size) => exports["proxy_on_memory_allocate"]?.(size),
    };
  }
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 50;
  try {
    exports["_initialize"]?.();
    exports["proxy_on_context_create"]?.(1, 0);
    exports["proxy_on_configure"]?.(1, 0);
    exports["proxy_on_context_create"]?.(2, 1);
    exports["proxy_on_request_headers"]?.(2, 0, 1);
    return null;
  } catch (error) {
    return { stack: (error as Error).stack ?? "", message };
  } finally {
    Error.stackTraceLimit = limit;
  }
}

interface World {
  path: string;
  log(text: string): void;
  at(): { memory: DataView; allocate(size: number): number };
}

const notFound = 1;

function imports(module: WebAssembly.Module, { path, log, at }: World): WebAssembly.Imports {
  const functions: Record<string, WebAssembly.ImportValue> = {
    proxy_log(_level: number, start: number, size: number) {
      log(new TextDecoder().decode(new Uint8Array(at().memory.buffer, start, size)));
      return 0;
    },
    proxy_get_header_map_value(_map: number, _key: number, _size: number, value: number, length: number) {
      return give(path, value, length);
    },
    proxy_get_property(name: number, size: number, value: number, length: number) {
      const asked = new TextDecoder().decode(new Uint8Array(at().memory.buffer, name, size));
      return asked === "plugin_root_id" ? give("probe", value, length) : notFound;
    },
  };
  function give(text: string, value: number, length: number): number {
    const bytes = new TextEncoder().encode(text);
    const start = at().allocate(bytes.length);
    const { memory } = at();
    new Uint8Array(memory.buffer).set(bytes, start);
    memory.setUint32(value, start, true);
    memory.setUint32(length, bytes.length, true);
    return 0;
  }
  const all: WebAssembly.Imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    all[from] = { ...all[from], [name]: functions[name] ?? (() => notFound) };
  }
  return all;
}
