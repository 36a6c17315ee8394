import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkout } from "../support/cli.ts";

interface LockedPackage {
  optionalDependencies?: Record<string, string>;
  resolved?: string;
}

const lockfile = JSON.parse(readFileSync(join(checkout, "package-lock.json"), "utf8"));
const packages = Object.entries(lockfile.packages as Record<string, LockedPackage>);

test("the lockfile has every platform's packages, without which npm ci refuses it", () => {
  const names = new Set(packages.map(([path]) => path.replace(/^.*node_modules\//, "")));
  const optional = packages.flatMap(([, entry]) => Object.keys(entry.optionalDependencies ?? {}));
  expect(optional.filter((name) => !names.has(name))).toEqual([]);
});

test("the lockfile names no registry", () => {
  expect(packages.filter(([, { resolved }]) => resolved?.startsWith("http")).map(([path]) => path)).toEqual([]);
});
