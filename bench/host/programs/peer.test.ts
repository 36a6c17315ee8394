import binaryen from "assemblyscript/binaryen";
import { expect, test } from "vitest";
import { runFixture } from "./peer.ts";

/** Copies the request header `x-user` into the response where the request was seen by the same instance, else `x-none`. */
const wat = `(module
  (import "env" "proxy_get_header_map_value" (func $get (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_add_header_map_value" (func $add (param i32 i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "x-userx-nonex-configured")
  (global $seen (mut i32) (i32.const 0))
  (global $configured (mut i32) (i32.const 0))
  (func (export "malloc") (param i32) (result i32) (i32.const 1024))
  (func (export "proxy_on_configure") (param i32 i32) (result i32) (global.set $configured (i32.const 1)) (i32.const 1))
  (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
    (global.set $seen (i32.const 1))
    (drop (call $get (i32.const 0) (i32.const 0) (i32.const 6) (i32.const 64) (i32.const 68)))
    (drop (call $add (i32.const 2) (i32.const 0) (i32.const 6) (i32.load (i32.const 64)) (i32.load (i32.const 68))))
    (i32.const 0))
  (func (export "proxy_on_response_headers") (param i32 i32 i32) (result i32)
    (if (i32.eqz (global.get $seen)) (then (drop (call $add
      (i32.const 2) (i32.const 6) (i32.const 6) (i32.const 0) (i32.const 0)))))
    (if (global.get $configured) (then (drop (call $add
      (i32.const 2) (i32.const 12) (i32.const 12) (i32.const 0) (i32.const 0)))))
    (i32.const 0)))`;

test("every hook has an instance of its own, which is configured and knows nothing of the others", async () => {
  const text = binaryen.parseText(wat);
  const module = new WebAssembly.Module(text.emitBinary() as BufferSource);
  text.dispose();
  const request = { headers: { ":path": "/", "x-user": "Ána" }, body: "" };
  const response = { headers: { ":status": "200" }, body: "" };
  expect(await runFixture(module, JSON.stringify({ request, response }))).toEqual([
    [":status", "200"],
    ["x-user", "Ána"],
    ["x-none", ""],
    ["x-configured", ""],
  ]);
});
