/** Imports that Envoy does not offer, but whose origin is known. */
interface Stranger {
  /** Matches `MODULE.NAME`. */
  pattern: RegExp;
  /** Where it comes from, one sentence. */
  origin: string;
  fix: string;
}

const buildOwn = "build with `mesh-wasm build`";

const strangers: readonly Stranger[] = [
  {
    pattern: /^env\.abort$/,
    origin: "AssemblyScript reports failed assertions through it.",
    fix: `${buildOwn}, which brings one that logs and traps, or give asc \`--use abort=FILE/FUNCTION\``,
  },
  {
    pattern: /^env\.seed$/,
    origin: "AssemblyScript's Math.random asks the host for a seed.",
    fix: `${buildOwn}, which seeds it with random_get, or give asc \`--use seed=FILE/FUNCTION\``,
  },
  {
    pattern: /^env\.trace$/,
    origin: "AssemblyScript's trace() writes through it.",
    fix: `${buildOwn}, or log with log() of mesh-wasm/assembly`,
  },
  {
    pattern: /^env\.(?:console|Date|performance|process|crypto|Math|Object|Reflect|String)\./,
    origin: "AssemblyScript expects JavaScript around it.",
    fix: `${buildOwn}, where console, Date and process.env work in Envoy`,
  },
  {
    pattern: /^env\.proxy_(?:get_secret|get_effective_at_secret|dictionary_get|kv_store_\w+)$/,
    origin: "G-Core's FastEdge has it; it is not part of Proxy-Wasm.",
    fix: "read the value from the plugin configuration, the VM's environment variables or shared data",
  },
  {
    pattern: /^env\.proxy_redis_\w+$/,
    origin: "Higress has it; it is not part of Proxy-Wasm.",
    fix: "ask a service with an HTTP or gRPC call, or run the module in Higress",
  },
  {
    pattern: /^wasi_snapshot_preview1\.proc_raise$|^wasi_unstable\.proc_raise$/,
    origin: "It is the one function of WASI preview 1 that Envoy leaves out.",
    fix: "do not raise signals",
  },
  {
    pattern: /^(?:wasi:|wasi_snapshot_preview2|cm32p2)/,
    origin: "It belongs to WASI 0.2, which Envoy does not have.",
    fix: "build for WASI 0.1: wasm32-wasip1 in Rust, GOOS=wasip1 in Go",
  },
  {
    pattern: /^(?:wbg|__wbindgen_\w+)\./,
    origin: "Rust's wasm-bindgen expects JavaScript around it.",
    fix: "build for the target wasm32-wasip1 and without crates that use wasm-bindgen (often getrandom, chrono, uuid)",
  },
  {
    pattern: /^(?:go|gojs)\./,
    origin: "Go's js/wasm port expects JavaScript around it.",
    fix: "build with GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared",
  },
  {
    pattern: /^env\.(?:emscripten_|_emscripten_|invoke_|__cxa_|__syscall_|setTempRet0|getTempRet0|__resumeException)/,
    origin: "Emscripten expects JavaScript around it.",
    fix: "link with -sSTANDALONE_WASM, without exceptions and threads",
  },
  {
    pattern: /^wasm:/,
    origin: "It is a builtin of JavaScript engines.",
    fix: "build without JavaScript string builtins",
  },
  {
    pattern: /^asyncify\./,
    origin: "Binaryen's asyncify expects a host that unwinds the module.",
    fix: "build without asyncify; continue in the callback of the call instead",
  },
];

/** What is known of an import that Envoy does not offer. */
export function findStranger(module: string, name: string): Stranger | undefined {
  return strangers.find(({ pattern }) => pattern.test(`${module}.${name}`));
}
