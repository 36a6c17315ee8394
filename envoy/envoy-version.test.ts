import { expect, test } from "vitest";
import { matchesVersion, newestFirst, normalizeVersion, versionInOutput } from "./envoy-version.ts";

test("finds the version in what Envoy prints", () => {
  const printed = "\nenvoy  version: 9e5580933739775e8bce696a57a2e1bc99368f23/1.40.0/Clean/RELEASE/BoringSSL\n\n";
  expect(versionInOutput(printed)).toBe("1.40.0");
  expect(versionInOutput("envoy  version: 0a1b2c/1.41.0-dev/Modified/DEBUG/BoringSSL")).toBe("1.41.0-dev");
});

test("finds no version in what other programs print", () => {
  expect(versionInOutput("Laravel Envoy 2.9.0")).toBeUndefined();
  expect(versionInOutput("")).toBeUndefined();
});

test("brings versions to one form", () => {
  expect(normalizeVersion("v1.38")).toBe("1.38");
  expect(normalizeVersion(" 1.38.2\n")).toBe("1.38.2");
  expect(normalizeVersion("1.41.0-dev")).toBe("1.41.0-dev");
  for (const text of ["", "1", "latest", "1.38.", "1.38.2.3", "1.38-dev", "../1.38"]) {
    expect(normalizeVersion(text), text).toBeUndefined();
  }
});

test("a minor version stands for its patches only", () => {
  expect(matchesVersion("1.38.2", "1.38")).toBe(true);
  expect(matchesVersion("1.38.2", "1.38.2")).toBe(true);
  expect(matchesVersion("1.38.2", "1.3")).toBe(false);
  expect(matchesVersion("1.38.20", "1.38.2")).toBe(false);
  expect(matchesVersion("1.41.0-dev", "1.41.0")).toBe(false);
});

test("sorts by number, newest first, development versions after their release", () => {
  const versions = ["1.9.0", "1.40.0", "1.41.0-dev", "1.38.2", "1.41.0", "1.38.10"];
  expect(versions.sort(newestFirst)).toEqual(["1.41.0", "1.41.0-dev", "1.40.0", "1.38.10", "1.38.2", "1.9.0"]);
});
