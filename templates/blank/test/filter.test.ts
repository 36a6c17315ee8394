import { readFileSync } from "node:fs";
import { readModule } from "mesh-wasm/module";
import { expect, test } from "vitest";

test("the module registers the plugin", () => {
  const module = readModule(readFileSync("build/filter-name.wasm"));
  expect(module.metadata?.rootIds).toEqual(["filter-name"]);
});
