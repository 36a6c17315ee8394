import type { WasmSourceMap } from "./source-map.ts";
import type { Origin } from "./trap-frame.ts";

/** Files of AssemblyScript's standard library, as names of functions begin with them. */
const standardFiles =
  /^(?:~lib\/)?(?:rt|util|bindings|shared|array|arraybuffer|atomics|bitflags|builtins|compat|console|crypto|dataview|date|diagnostics|error|function|iterator|map|math|memory|native|number|object|performance|polyfills|process|reference|regexp|set|staticarray|string|symbol|table|typedarray|uri|vector|wasi)(?:\/|$)/;

/** Who wrote a source file that a source map names. */
export function originOfFile(file: string, map: WasmSourceMap): Origin {
  if (map.isOwn(file)) return "own";
  if (isSdk(file)) return "sdk";
  return standardFiles.test(file.replace(/\.ts$/, "")) ? "std" : "package";
}

/** Who wrote a function of AssemblyScript, by the file that its name begins with. */
export function originOfAssemblyScript(file: string, map: WasmSourceMap | null): Origin {
  // The SDK's exports carry no file, nor does the compiler's own `~start`.
  if (file === "" || isSdk(file)) return "sdk";
  if (map?.isOwn(`${file}.ts`)) return "own";
  if (standardFiles.test(file)) return "std";
  return map || file.startsWith("~lib/") ? "package" : "own";
}

function isSdk(file: string): boolean {
  return file === "sdk" || /^~lib\/(?:mesh-wasm|@[\w-]+\/proxy[\w-]*)(?:\/|$)/.test(file);
}

const standardFunctions =
  /^<?(?:&|mut |dyn )*(?:core|std|alloc|hashbrown|dlmalloc|compiler_builtins|wasi|runtime|internal|syscall|reflect|fmt)(?:::|\.|\/)|^_*(?:rust|rg|rdl|cxa|wasi|wasm|stdio|clang)_|^(?:operator (?:new|delete)|abort|exit|malloc|free|dlmalloc|memcpy|memset|memmove|_start|_initialize)\b/;
const sdkFunctions = /^<?(?:proxy_wasm|proxywasm)(?:::|\.|\/)|proxy-wasm[\w-]*-sdk|^(?:proxy|envoy)_/;

/** Who wrote a function of another language, by its name. */
export function originOfFunction(name: string): Origin {
  if (sdkFunctions.test(name)) return "sdk";
  return standardFunctions.test(name) ? "std" : "own";
}
