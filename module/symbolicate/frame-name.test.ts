import { expect, test } from "vitest";
import { frameName } from "./frame-name.ts";
import { readSourceMap } from "./source-map.ts";
import { readTrapModule } from "./trap-module.ts";

const foreign = readTrapModule(new Uint8Array());
const map = readSourceMap({
  version: 3,
  names: [],
  mappings: "",
  sources: ["assembly/index.ts", "array.ts", "~lib/array.ts", "~lib/json-as/index.ts", "~lib/mesh-wasm/assembly/x.ts"],
});
const mapped = { ...foreign, isAssemblyScript: true, map };
const bare = { ...mapped, map: null };

test.each([
  ["assembly/index/Plugin#onTick", "Plugin.onTick", "own", "code", "assembly/index.ts"],
  ["array/Array<i32>#__get", "Array<i32>.[]", "own", "code", "~lib/array.ts"],
  ["map/Map<i32,i32>#get", "Map<i32, i32>.get", "std", "code", "map.ts"],
  ["rt/__new", "__new", "std", "code", "rt.ts"],
  ["json-as/index/parse", "parse", "package", "code", "~lib/json-as/index.ts"],
  ["sdk/HttpContext#onRequestHeaders", "HttpContext.onRequestHeaders", "sdk", "code", null],
  ["sdk/HttpContext#onRequestHeaders@override", "HttpContext.onRequestHeaders", "sdk", "stub", null],
  ["sdk/__mesh_abort", "__mesh_abort", "sdk", "abort", null],
  ["~lib/builtins/abort", "abort", "std", "abort", "~lib/builtins.ts"],
  ["proxy_on_tick", "proxy_on_tick", "sdk", "code", null],
  ["~start", "~start", "sdk", "stub", null],
])("AssemblyScript's %s", (raw, name, origin, role, file) => {
  expect(frameName(raw, mapped)).toEqual({ name, origin, role, file });
});

test("without a source map the standard library is known by its files", () => {
  const originOf = (raw: string) => frameName(raw, bare).origin;
  expect(originOf("array/Array<i32>#__get")).toBe("std");
  expect(originOf("assembly/index/Plugin#onTick")).toBe("own");
  expect(originOf("~lib/@solo-io/proxy-runtime/exports/proxy_on_tick")).toBe("sdk");
  expect(originOf("~lib/as-base64/decode")).toBe("package");
});

test.each([
  ["_ZN4core9panicking9panic_fmt17hcdb13a4b2416cf82E", "core::panicking::panic_fmt", "std"],
  ["rust_begin_unwind", "rust_begin_unwind", "std"],
  ["__rust_start_panic", "__rust_start_panic", "std"],
  [
    "<alloc::vec::Vec<u8> as core::ops::drop::Drop>::drop",
    "<alloc::vec::Vec<u8> as core::ops::drop::Drop>::drop",
    "std",
  ],
  [
    "proxy_wasm::dispatcher::Dispatcher::on_http_request_headers",
    "proxy_wasm::dispatcher::Dispatcher::on_http_request_headers",
    "sdk",
  ],
  [
    "<plugin::Auth as proxy_wasm::traits::HttpContext>::on_http_request_headers",
    "<plugin::Auth as proxy_wasm::traits::HttpContext>::on_http_request_headers",
    "own",
  ],
  ["_ZN6plugin7connect17h80f53ab29bcaeccbE", "plugin::connect", "own"],
  ["runtime._panic", "runtime._panic", "std"],
  ["main.myHeaderHandler", "main.myHeaderHandler", "own"],
  [
    "github.com/tetratelabs/proxy-wasm-go-sdk/proxywasm/internal.proxyOnRequestHeaders",
    "github.com/tetratelabs/proxy-wasm-go-sdk/proxywasm/internal.proxyOnRequestHeaders",
    "sdk",
  ],
  ["proxy_on_request_headers", "proxy_on_request_headers", "sdk"],
])("the function %s of another language", (raw, name, origin) => {
  expect(frameName(raw, foreign)).toEqual({ name, origin, role: "code", file: null });
});
