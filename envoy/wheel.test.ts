import { expect, test } from "vitest";
import { newestFirst } from "./envoy-version.ts";
import { findWheel, wheelsFor } from "./wheel.ts";
import { defaultEnvoyVersion } from "./wheel-releases.ts";

const platforms = ["linux-x86_64", "linux-aarch64", "macos-arm64"] as const;

test.each(platforms)("%s has the default and a patch of each supported minor version, newest first", (platform) => {
  const versions = wheelsFor(platform).map((wheel) => wheel.version);
  expect(versions).toContain(defaultEnvoyVersion);
  expect(versions).toEqual([...versions].sort(newestFirst));
  const minors = new Set(versions.map((version) => version.split(".").slice(0, 2).join(".")));
  expect([...minors]).toEqual(["1.40", "1.39", "1.38", "1.37", "1.36"]);
});

test("no two wheels share a hash, and each is one", () => {
  const hashes = platforms.flatMap((platform) => wheelsFor(platform).map((wheel) => wheel.sha256));
  expect(new Set(hashes).size).toBe(hashes.length);
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/);
});

test("a minor version stands for its newest patch that runs Wasm", () => {
  expect(findWheel("1.39", "linux-x86_64").version).toBe("1.39.3");
  expect(findWheel("v1.38", "linux-aarch64")).toMatchObject({ version: "1.38.2", tag: "manylinux_2_31_aarch64" });
});

test.each(["1.35", "1.38.3", "2.0.0", "newest"])(
  "an unknown version (%s) is refused with the known ones",
  (version) => {
    expect(() => findWheel(version, "macos-arm64")).toThrow(
      expect.objectContaining({
        code: "MW0503",
        message: expect.stringContaining(version),
        hint: expect.stringMatching(/1\.40\.0, 1\.39\.3,.* 1\.36\.2$/),
      }),
    );
  },
);
