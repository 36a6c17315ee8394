import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkAbiVersion } from "./abi-version.ts";

function check(spec: Parameters<typeof buildModule>[0]) {
  return checkAbiVersion(readModule(buildModule(spec)));
}

test.each(["0_1_0", "0_2_0", "0_2_1"])("%s is a version", (version) => {
  expect(check({ abi: [version] })).toEqual([]);
});

test("no marker", () => {
  expect(check({ abi: [] })).toMatchObject([{ code: "MW0301", level: "error" }]);
});

test("a version that does not exist", () => {
  expect(check({ abi: ["0_3_0"] })).toMatchObject([
    { code: "MW0301", message: "proxy_abi_version_0_3_0 is no version that Envoy knows" },
  ]);
});

test("a marker that is no function", () => {
  expect(check({ abi: [], exports: [["proxy_abi_version_0_2_1", 2, 0]] })).toMatchObject([
    { code: "MW0301", message: "proxy_abi_version_0_2_1 is exported as a memory" },
  ]);
});

test("two markers: says which one Envoy takes", () => {
  expect(check({ abi: ["0_1_0", "0_2_1"] })).toMatchObject([
    { code: "MW0309", level: "error", message: expect.stringContaining("Envoy takes 0.1.0") },
  ]);
});
