import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../core/index.ts";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkModule } from "./check-module.ts";

const clang = readFileSync(new URL("../read/fixtures/clang.wasm", import.meta.url));

describe("checkModule", () => {
  test("finds nothing in good modules", () => {
    expect(checkModule(readModule(clang))).toEqual([]);
    expect(checkModule(readModule(buildModule()))).toEqual([]);
  });

  test("errors come before warnings", () => {
    const module = readModule(buildModule({ abi: ["0_1_0"], allocator: null, names: false }));
    expect(checkModule(module).map(({ code, level }) => `${level} ${code}`)).toEqual([
      "error MW0313",
      "warning MW0319",
      "warning MW0320",
    ]);
  });

  test("says nothing more about a file that it cannot read whole", () => {
    expect(checkModule(readModule(clang.subarray(0, 100))).map(({ code }) => code)).toEqual(["MW0307"]);
  });

  test("every finding has a code of the catalogue and a hint", () => {
    const module = readModule(
      buildModule({ abi: [], allocator: null, names: false, imports: [{ name: "abort" }, { name: "proxy_log" }] }),
    );
    const findings = checkModule(module);
    expect(findings.length).toBeGreaterThan(3);
    for (const { code, hint, message } of findings) {
      expect(catalogue).toHaveProperty(code);
      expect(hint.length).toBeGreaterThan(10);
      expect(message.length).toBeGreaterThan(10);
    }
  });
});
