import { expect, test } from "vitest";
import { parseStack } from "./parse-stack.ts";

test("what Envoy logs", () => {
  const text = `[2026-11-28 07:59:46.183][1][error][wasm] [source/x.cc:38] Function: proxy_on_log failed: Uncaught RuntimeError: divide by zero
Proxy-Wasm plugin in-VM backtrace:
  0:  0x44c - assembly/rules/pick
 19:  0x14c8 - unknown(function index:24)`;
  expect(parseStack(text)).toEqual({
    callback: "proxy_on_log",
    reason: "divide by zero",
    frames: [
      { name: "assembly/rules/pick", offset: 0x44c },
      { name: null, index: 24, offset: 0x14c8 },
    ],
  });
});

test("V8's stack, without the frames of JavaScript", () => {
  const text = `RuntimeError: unreachable
    at array/Array<string/String>#__get (wasm://wasm/probe-6f3a1c2e:wasm-function[12]:0x1c43)
    at wasm://wasm/6f3a1c2e:wasm-function[24]:0x1a
    at <anonymous> (wasm://wasm/6f3a1c2e:wasm-function[25]:0x1b)
    at (*main.httpContext).OnHttpRequestHeaders (wasm://wasm/6f3a1c2e:wasm-function[3]:0xff)
    at my-panics.wasm.abort (wasm://wasm/my-panics.wasm-00090b2a:wasm-function[4]:0x9)
    at run (file:///project/host.ts:4:5)`;
  expect(parseStack(text)).toEqual({
    callback: null,
    reason: "unreachable",
    frames: [
      { name: "array/Array<string/String>#__get", index: 12, offset: 0x1c43 },
      { name: null, index: 24, offset: 0x1a },
      { name: null, index: 25, offset: 0x1b },
      { name: "(*main.httpContext).OnHttpRequestHeaders", index: 3, offset: 0xff },
      { name: "abort", index: 4, offset: 9 },
    ],
  });
});

test("SpiderMonkey's stack", () => {
  const text = `assembly/rules/pick@http://127.0.0.1/probe.wasm:wasm-function[12]:0x1c43
@http://127.0.0.1/probe.wasm:wasm-function[13]:0x1d
run@http://127.0.0.1/host.js:4:5`;
  expect(parseStack(text)).toEqual({
    callback: null,
    reason: null,
    frames: [
      { name: "assembly/rules/pick", index: 12, offset: 0x1c43 },
      { name: null, index: 13, offset: 0x1d },
    ],
  });
});

test("other texts have no frames", () => {
  expect(parseStack("")).toEqual({ callback: null, reason: null, frames: [] });
  expect(parseStack("TypeError: x is not a function\n    at y (file.js:1:2)").frames).toEqual([]);
});
