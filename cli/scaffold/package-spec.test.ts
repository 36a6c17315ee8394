import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../fixtures/project.ts";
import { packageSpec, typedSpec } from "./package-spec.ts";

const installed = "node_modules/mesh-wasm";

function manifest(spec: string, field = "devDependencies"): string {
  return JSON.stringify({ name: "holder", [field]: { "mesh-wasm": spec } });
}

test("from a checkout the project depends on the checkout", () => {
  const folder = folderWith({ "mesh-wasm/package.json": "{}" });
  expect(packageSpec(join(folder, "mesh-wasm"), join(folder, "work/canary"))).toBe("file:../../mesh-wasm");
});

test("a version stays a version", () => {
  const folder = folderWith({ "package.json": manifest("^0.1.0"), [`${installed}/package.json`]: "{}" });
  expect(packageSpec(join(folder, installed), join(folder, "canary"))).toBe("^0.1.0");
});

test("a tarball is named relative to the project", () => {
  const folder = folderWith({
    "shop/package.json": manifest("file:../mesh-wasm-0.1.0.tgz", "dependencies"),
    [`shop/${installed}/package.json`]: "{}",
    "mesh-wasm-0.1.0.tgz": "",
  });
  const root = join(folder, "shop", installed);
  expect(packageSpec(root, join(folder, "shop/canary"))).toBe("file:../../mesh-wasm-0.1.0.tgz");
  expect(packageSpec(root, join(folder, "canary"))).toBe("file:../mesh-wasm-0.1.0.tgz");
});

test("an absolute path to a tarball becomes relative, too", () => {
  const folder = folderWith({ "mesh-wasm-0.1.0.tgz": "", [`cache/${installed}/package.json`]: "{}" });
  const tarball = join(folder, "mesh-wasm-0.1.0.tgz");
  const holder = folderWith({ "package.json": manifest(`file:${tarball}`), [`${installed}/package.json`]: "{}" });
  expect(packageSpec(join(holder, installed), join(folder, "canary"))).toBe("file:../mesh-wasm-0.1.0.tgz");
});

test("what was installed without being saved is found in npm's record", () => {
  const lock = (entry: object) => JSON.stringify({ packages: { [installed]: entry } });
  const files = (entry: object) => ({
    "package.json": '{ "name": "holder" }',
    "node_modules/.package-lock.json": lock(entry),
    [`${installed}/package.json`]: "{}",
  });
  const tarball = folderWith(files({ version: "0.1.0", resolved: "file:mesh-wasm-0.1.0.tgz" }));
  expect(packageSpec(join(tarball, installed), join(tarball, "canary"))).toBe("file:../mesh-wasm-0.1.0.tgz");
  const registry = folderWith(files({ version: "0.1.0", resolved: "https://registry.example/mesh-wasm-0.1.0.tgz" }));
  expect(packageSpec(join(registry, installed), join(registry, "canary"))).toBe("0.1.0");
});

test("pnpm's folders lead to the manifest above them", () => {
  const nested = "node_modules/.pnpm/mesh-wasm@0.1.0/node_modules/mesh-wasm";
  const folder = folderWith({ "package.json": manifest("~0.1.0"), [`${nested}/package.json`]: "{}" });
  expect(packageSpec(join(folder, nested), join(folder, "canary"))).toBe("~0.1.0");
});

test("a workspace's own link means nothing elsewhere", () => {
  const folder = folderWith({ "package.json": manifest("workspace:*"), [`${installed}/package.json`]: "{}" });
  expect(packageSpec(join(folder, installed), join(folder, "canary"))).toBe(`file:../${installed}`);
});

test("symbolic links are followed, because the project's folder will be its real one", () => {
  const folder = folderWith({ "mesh-wasm/package.json": "{}" });
  mkdirSync(join(folder, "real/deep"), { recursive: true });
  symlinkSync(join(folder, "real/deep"), join(folder, "link"));
  expect(packageSpec(join(folder, "mesh-wasm"), join(folder, "link/canary"))).toBe("file:../../../mesh-wasm");
});

test("a spec that is typed is taken from where the command runs", () => {
  const typed = (spec: string) => typedSpec(spec, "/projects/shop", "/projects/shop/canary");
  expect(typed("^0.1.0")).toBe("^0.1.0");
  expect(typed("latest")).toBe("latest");
  expect(typed("../mesh-wasm-0.1.0.tgz")).toBe("file:../../mesh-wasm-0.1.0.tgz");
  expect(typed("file:../mesh-wasm")).toBe("file:../../mesh-wasm");
  expect(typed("/opt/mesh-wasm")).toBe("file:../../../opt/mesh-wasm");
  expect(typed("mesh-wasm-0.1.0.tgz")).toBe("file:../mesh-wasm-0.1.0.tgz");
  expect(typed("https://example.com/mesh-wasm.tgz")).toBe("https://example.com/mesh-wasm.tgz");
  expect(typed("git+ssh://git@example.com/mesh-wasm.git")).toBe("git+ssh://git@example.com/mesh-wasm.git");
});
