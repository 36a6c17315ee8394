import { describe, expect, test } from "vitest";
import { MeshWasmError } from "../../core/index.ts";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { assertLoadable } from "./assert-loadable.ts";

describe("assertLoadable", () => {
  test("lets warnings pass", () => {
    assertLoadable(readModule(buildModule({ names: false })));
  });

  test("throws the first error with its hint, and all findings as details", () => {
    const module = readModule(buildModule({ imports: [{ name: "abort" }], allocator: null, names: false }));
    expect(() => assertLoadable(module)).toThrow(MeshWasmError);
    expect(() => assertLoadable(module)).toThrow(
      expect.objectContaining({
        code: "MW0302",
        message: expect.stringContaining("Envoy does not offer env.abort"),
        hint: expect.stringContaining("mesh-wasm build"),
        details: [
          expect.stringContaining("error MW0302: "),
          expect.stringContaining("error MW0313: "),
          expect.stringContaining("warning MW0319: "),
        ],
      }),
    );
  });

  test("one error alone has no details", () => {
    expect(() => assertLoadable(readModule(buildModule({ allocator: null })))).toThrow(
      expect.objectContaining({ code: "MW0313", details: [] }),
    );
  });
});
