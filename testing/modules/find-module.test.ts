import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { findModule } from "./find-module.ts";
import { manifestVariable } from "./manifest.ts";

const wasm = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), "mesh-wasm-find-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const map = JSON.stringify({ sources: ["assembly/index.ts", "~lib/array.ts"] });

describe("without mesh-wasm test", () => {
  test("a name is a module in the nearest folder build, with its source map", () => {
    const cwd = folderWith({ "build/canary.wasm": wasm, "build/canary.wasm.map": map, "test/.keep": "" });
    const found = findModule("canary", { cwd: join(cwd, "test"), env: {} });
    expect(found).toMatchObject({ name: "canary", wasm, rootId: undefined });
    expect(found.sourceMap()).toBe(map);
  });

  test("a module that was not built is missed", () => {
    const cwd = folderWith({});
    expect(() => findModule("canary", { cwd, env: {} })).toThrow(/there is no build\/canary\.wasm/);
    expect(() => findModule("canary", { cwd, env: {} })).toThrow(expect.objectContaining({ code: "MW0413" }));
    expect(() => findModule("other/x.wasm", { cwd, env: {} })).toThrow(expect.objectContaining({ code: "MW0413" }));
  });

  test("a module that is older than its source is refused, naming the source", () => {
    const cwd = folderWith({
      "build/canary.wasm": wasm,
      "build/canary.wasm.map": map,
      "assembly/index.ts": "",
    });
    const later = Date.now() / 1000 + 60;
    utimesSync(join(cwd, "assembly/index.ts"), later, later);
    const find = () => findModule("canary", { cwd, env: {} });
    expect(find).toThrow("build/canary.wasm is older than assembly/index.ts");
    expect(find).toThrow(expect.objectContaining({ code: "MW0414" }));
  });
});

describe("with mesh-wasm test", () => {
  function around(filters: object) {
    const cwd = folderWith({ "manifest.json": JSON.stringify({ filters }), "here/canary.debug.wasm": wasm });
    return { cwd, env: { [manifestVariable]: join(cwd, "manifest.json") } };
  }

  test("a name is a filter of the project", () => {
    const { cwd, env } = around({});
    const module = join(cwd, "here/canary.debug.wasm");
    const filters = { canary: { module, sourceMap: null, rootId: "root" } };
    writeFileSync(join(cwd, "manifest.json"), JSON.stringify({ filters }));
    expect(findModule("canary", { cwd, env })).toMatchObject({ name: "canary", rootId: "root", wasm });
  });

  test("a filter that there is not, and one that does not compile", () => {
    const { cwd, env } = around({ canary: { module: "", sourceMap: null, rootId: null, error: "bad\nline 3" } });
    expect(() => findModule("cnary", { cwd, env })).toThrow(expect.objectContaining({ code: "MW0413" }));
    expect(() => findModule("canary", { cwd, env })).toThrow(
      expect.objectContaining({ code: "MW0413", details: ["bad", "line 3"] }),
    );
  });
});

test("a file is read again only when it has changed", () => {
  const cwd = folderWith({ "a.wasm": wasm });
  const first = findModule("a.wasm", { cwd, env: {} }).wasm;
  expect(findModule("a.wasm", { cwd, env: {} }).wasm).toBe(first);
  const later = Date.now() / 1000 + 60;
  utimesSync(join(cwd, "a.wasm"), later, later);
  expect(findModule("a.wasm", { cwd, env: {} }).wasm).not.toBe(first);
});

test("bytes are taken as they are", () => {
  expect(findModule(wasm, { cwd: "/", env: {} })).toMatchObject({ wasm, name: "filter" });
});
