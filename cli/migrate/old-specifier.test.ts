import { expect, test } from "vitest";
import { newSpecifier } from "./old-specifier.ts";

const ours = "mesh-wasm/assembly/proxy-runtime";

test.each([
  ["@solo-io/proxy-runtime", ours],
  ["@solo-io/proxy-runtime/assembly", ours],
  ["@solo-io/proxy-runtime/assembly/", ours],
  ["@solo-io/proxy-runtime/assembly/index", ours],
  ["@solo-io/proxy-runtime/proxy", `${ours}/proxy`],
  ["@solo-io/proxy-runtime/assembly/proxy", `${ours}/proxy`],
  ["@solo-io/proxy-runtime/runtime", `${ours}/runtime`],
  ["@solo-io/proxy-runtime/assembly/runtime.ts", `${ours}/runtime`],
  ["@gcoredev/proxy-wasm-sdk-as/assembly", ours],
  ["@gcoredev/proxy-wasm-sdk-as/assembly/proxy", `${ours}/proxy`],
  ["../node_modules/@solo-io/proxy-runtime/assembly/proxy", `${ours}/proxy`],
  ["@gcoredev/proxy-wasm-sdk-as/assembly/fastedge", null],
  ["@gcoredev/proxy-wasm-sdk-as/assembly/fastedge/utils/runtime", null],
  ["@solo-io/proxy-runtime/assembly/imports", null],
  ["@solo-io/proxy-runtime-extra", undefined],
  ["mesh-wasm/assembly", undefined],
  ["./proxy", undefined],
])("%s", (specifier, expected) => {
  expect(newSpecifier(specifier)).toBe(expected);
});
