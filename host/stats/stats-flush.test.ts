import binaryen from "assemblyscript/binaryen";
import { expect, test } from "vitest";
import { createHost } from "../index.ts";

/** Logs the first so many bytes of the metrics. */
function sinkOf(bytes: number): Uint8Array {
  const module = binaryen.parseText(`(module
    (import "env" "proxy_get_buffer_bytes" (func $buffer (param i32 i32 i32 i32 i32) (result i32)))
    (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (func (export "proxy_abi_version_0_2_1"))
    (func (export "malloc") (param i32) (result i32) (i32.const 1024))
    (func (export "envoy_on_stats_update") (param i32 i32)
      (drop (call $buffer (i32.const 8) (i32.const 0) (i32.const ${bytes}) (i32.const 0) (i32.const 4)))
      (drop (call $log (i32.const 2) (i32.const 1024) (i32.const ${bytes})))))`);
  const wasm = module.emitBinary();
  module.dispose();
  return wasm;
}

test("a sink is told of the metrics at each interval, on the main thread", () => {
  const host = createHost({ statsSinkPlugins: [{ module: sinkOf(12) }], statsFlushInterval: 100, workers: 2 });
  host.metrics.define("counter", "requests");
  host.advance(250);
  const told = host.logs.map(({ thread, message }) => [thread, message]);
  const empty = "\x0c\0\0\0\x01\0\0\0\x01\0\0\0";
  expect(told).toEqual([
    ["main", empty],
    ["main", empty],
  ]);
});

test("a sink outlives the listener", () => {
  const host = createHost({ statsSinkPlugins: [{ module: sinkOf(4) }] });
  host.shutDown();
  host.advance(5000);
  expect(host.logs.length).toBe(1);
});
