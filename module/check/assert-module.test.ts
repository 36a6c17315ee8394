import { expect, test } from "vitest";
import { readModule } from "../read/index.ts";
import { assertModule } from "./assert-module.ts";

const empty = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

test.each([
  ["nothing", [], "MW0306", "x.wasm: the file is empty"],
  ["text", [0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x68, 0x65, 0x6c], "MW0306", "x.wasm: this is no WebAssembly"],
  ["half a module", [...empty, 1, 9, 1], "MW0307", "x.wasm: at byte 10, in a section: unexpected end"],
  ["a component", [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0], "MW0308", "x.wasm: this is a WebAssembly component"],
])("%s is refused", (_, bytes, code, message) => {
  expect(() => assertModule(readModule(new Uint8Array(bytes)), "x.wasm")).toThrow(
    expect.objectContaining({ code, message }),
  );
});

test("a module passes, whatever Envoy may say of it", () => {
  assertModule(readModule(new Uint8Array(empty)), "x.wasm");
});
