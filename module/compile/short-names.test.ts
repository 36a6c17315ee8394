import { expect, test } from "vitest";
import { readModule } from "../read/index.ts";
import { compile } from "./compile.ts";
import { shortenNames } from "./short-names.ts";
import { smallFilter, testProject } from "./test-project.ts";

test("a module names its functions short, and the project's own with their file", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  const { wasm } = await compile(project.options());
  const names = readModule(wasm).functions.map((entry) => entry.name);
  expect(names).toContain("proxy_on_response_headers");
  expect(names).toContain("assembly/index/Stream#onResponseHeaders");
  expect(names.filter((name) => name?.includes("~lib/"))).toEqual([]);
});

test("nothing but the name section changes", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  const { wasm } = await compile(project.options());
  const bare = await compile(project.options({ names: false }));
  // Done twice it finds nothing left to do; without the section there is nothing to do.
  expect(Buffer.compare(shortenNames(wasm), wasm)).toBe(0);
  expect(Buffer.compare(shortenNames(bare.wasm), bare.wasm)).toBe(0);
  const sizes = (bytes: Uint8Array) =>
    readModule(bytes)
      .functions.map(({ index, size }) => `${index}:${size}`)
      .sort();
  expect(sizes(wasm).length).toBeGreaterThan(10);
  expect(new WebAssembly.Module(wasm as BufferSource)).toBeInstanceOf(WebAssembly.Module);
});

test("of the name section only the functions' names are kept", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  const { wasm } = await compile(project.options());
  const module = new WebAssembly.Module(wasm as BufferSource);
  const [section] = WebAssembly.Module.customSections(module, "name");
  expect(subsectionIds(new Uint8Array(section ?? new ArrayBuffer(0)))).toEqual([1]);
});

function subsectionIds(bytes: Uint8Array): number[] {
  const ids: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    ids.push(bytes[at++] ?? 0);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      size += (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    at += size;
  }
  return ids;
}
