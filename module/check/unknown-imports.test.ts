import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkUnknownImports } from "./unknown-imports.ts";

function check(...imports: { module?: string; name: string }[]) {
  return checkUnknownImports(readModule(buildModule({ imports })));
}

test("what Envoy offers passes, of other ABI versions as well", () => {
  const found = check(
    { name: "proxy_log" },
    { name: "proxy_clear_route_cache" },
    { name: "envoy_resolve_dns" },
    { module: "wasi_unstable", name: "fd_write" },
    { module: "wasi_snapshot_preview1", name: "fd_write" },
  );
  expect(found).toEqual([]);
});

test.each([
  ["env", "abort", "failed assertions", "--use abort="],
  ["env", "seed", "Math.random", "--use seed="],
  ["env", "trace", "trace()", "log()"],
  ["env", "console.log", "JavaScript", "console"],
  ["env", "proxy_get_secret", "FastEdge", "plugin configuration"],
  ["env", "proxy_kv_store_get", "FastEdge", "shared data"],
  ["env", "proxy_redis_call", "Higress", "HTTP or gRPC"],
  ["wasi_snapshot_preview1", "proc_raise", "leaves out", "signals"],
  ["wasi:cli/environment@0.2.0", "get-environment", "WASI 0.2", "wasip1"],
  ["__wbindgen_placeholder__", "__wbindgen_throw", "wasm-bindgen", "wasm32-wasip1"],
  ["gojs", "runtime.wasmExit", "Go's js/wasm", "GOOS=wasip1"],
  ["env", "__cxa_throw", "Emscripten", "STANDALONE_WASM"],
])("%s.%s: says where it comes from", (module, name, origin, fix) => {
  expect(check({ module, name })).toMatchObject([
    {
      code: "MW0302",
      level: "error",
      message: expect.stringContaining(`${module}.${name}. `),
      hint: expect.stringContaining(fix),
    },
  ]);
  expect(check({ module, name })[0]?.message).toContain(origin);
});

test.each([
  ["env", "proxy_get_header_map_val", "did you mean env.proxy_get_header_map_value?"],
  ["env", "proxy_continue_streams", "did you mean env.proxy_continue_stream?"],
  ["env", "fd_write", 'import it from "wasi_snapshot_preview1", not from "env"'],
  ["proxy", "proxy_log", 'import it from "env", not from "proxy"'],
  ["wasi_snapshot_preview1", "fd_writ", "did you mean wasi_snapshot_preview1.fd_write?"],
])("%s.%s: %s", (module, name, hint) => {
  expect(check({ module, name })).toMatchObject([{ hint }]);
});

test("a function of C that was left undefined", () => {
  expect(check({ name: "strtol" })[0]?.hint).toContain("undefined symbols");
});

test("an import that occurs twice is said once", () => {
  expect(check({ name: "abort" }, { name: "abort" })).toHaveLength(1);
});
