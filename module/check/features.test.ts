import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkFeatures } from "./features.ts";

/** i64.add128, which no engine of Envoy has. */
const wide = readModule(buildModule({ functions: [{ body: [0x00, 0xfc, 0x13] }] }));
/** i32.atomic.load, which WAMR's interpreter lacks. */
const atomic = readModule(buildModule({ functions: [{ body: [0x41, 0, 0xfe, 0x10, 2, 0, 0x1a] }] }));

test("what Envoy lacks is an error", () => {
  expect(checkFeatures(wide)).toMatchObject([
    { code: "MW0318", level: "error", message: "the module uses wide-arithmetic, which Envoy does not have" },
  ]);
});

test("what another engine lacks is a warning, for those that are asked for", () => {
  expect(checkFeatures(atomic)).toEqual([]);
  expect(checkFeatures(atomic, { engines: ["envoy", "node", "wasmtime", "wamr"] })).toMatchObject([
    { code: "MW0318", level: "warning", message: "the module uses threads, which WAMR does not have" },
  ]);
});
