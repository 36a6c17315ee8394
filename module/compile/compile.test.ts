import { join } from "node:path";
import { expect, test } from "vitest";
import { MeshWasmError } from "../../core/index.ts";
import { readModule } from "../read/index.ts";
import { compile } from "./compile.ts";
import { smallFilter, testProject } from "./test-project.ts";

async function moduleOf(wasm: Uint8Array): Promise<WebAssembly.Module> {
  return WebAssembly.compile(wasm as BufferSource);
}

function namesOf(externs: { name: string }[]): string[] {
  return externs.map(({ name }) => name).sort();
}

test("a filter exports the callbacks that it overrides, and what every filter needs", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  const { wasm } = await compile(project.options());
  expect(namesOf(WebAssembly.Module.exports(await moduleOf(wasm)))).toEqual([
    "_initialize",
    "memory",
    "proxy_abi_version_0_2_1",
    "proxy_on_configure",
    "proxy_on_context_create",
    "proxy_on_delete",
    "proxy_on_memory_allocate",
    "proxy_on_response_headers",
  ]);
});

test("a callback overridden in a class between the SDK's and the used one is exported, too", async () => {
  const source = smallFilter
    .replace(
      "class Stream extends HttpContext",
      "class Base extends HttpContext { onDone(): bool { return true; } }\nclass Stream extends Base",
    )
    .replace("import {", "import { LogLevel,");
  await using project = await testProject({ "assembly/index.ts": source });
  const { wasm } = await compile(project.options());
  expect(namesOf(WebAssembly.Module.exports(await moduleOf(wasm)))).toContain("proxy_on_done");
});

test("a method of the same name in a class that is no context exports nothing", async () => {
  const source = `${smallFilter}\nexport class Other { onTick(): void {} }\n`;
  await using project = await testProject({ "assembly/index.ts": source });
  const { wasm } = await compile(project.options());
  expect(namesOf(WebAssembly.Module.exports(await moduleOf(wasm)))).not.toContain("proxy_on_tick");
});

test("every import is one that Envoy has", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  const { wasm } = await compile(project.options());
  const imports = WebAssembly.Module.imports(await moduleOf(wasm)).map(({ module, name }) => `${module}.${name}`);
  expect(imports.filter((name) => !/^(env\.proxy_|wasi_snapshot_preview1\.)/.test(name))).toEqual([]);
});

test("names are kept by default, and left out when asked to", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  const named = await compile(project.options());
  const bare = await compile(project.options({ names: false, sourceMap: false }));
  const section = async (wasm: Uint8Array, name: string) =>
    WebAssembly.Module.customSections(await moduleOf(wasm), name).length;
  expect(await section(named.wasm, "name")).toBe(1);
  expect(await section(bare.wasm, "name")).toBe(0);
  expect(await section(bare.wasm, "sourceMappingURL")).toBe(0);
  expect(bare.sourceMap).toBeNull();
  expect(bare.wasm.length).toBeLessThan(named.wasm.length);
});

test("the source map names the project's files relative to the project, and the module names the map", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  const { wasm, sourceMap } = await compile(project.options({ fileName: "probe.debug.wasm", mode: "debug" }));
  expect(JSON.parse(sourceMap ?? "").sources).toContain("assembly/index.ts");
  const [url] = WebAssembly.Module.customSections(await moduleOf(wasm), "sourceMappingURL");
  expect(new TextDecoder().decode(url)).toContain("probe.debug.wasm.map");
});

test("the metadata section says what the module is", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  const { wasm, metadata } = await compile(project.options({ version: "1.2.3" }));
  expect(metadata).toMatchObject({
    name: "probe",
    version: "1.2.3",
    rootIds: ["probe"],
    configuration: {},
    mode: "release",
  });
  expect(metadata.sources).toMatch(/^[0-9a-f]{64}$/);
  expect(readModule(wasm).metadata).toEqual(metadata);
});

test("the metadata of a program for the old SDK has its root ids, too", async () => {
  const names = ["one", "two"].map(
    (name) => `registerRootContext((id: u32) => { return new RootContext(id); }, "${name}");`,
  );
  const source = `import { registerRootContext, RootContext } from "mesh-wasm/assembly/proxy-runtime";\n${names.join("\n")}\n`;
  await using project = await testProject({ "assembly/index.ts": source });
  expect((await compile(project.options())).metadata.rootIds).toEqual(["one", "two"]);
});

test("an asconfig.json is not read", async () => {
  const asconfig = {
    entries: ["assembly/nowhere.ts"],
    options: { use: "abort=nothing", runtime: "stub", noEmit: true },
  };
  await using project = await testProject({
    "assembly/index.ts": smallFilter,
    "asconfig.json": JSON.stringify(asconfig),
  });
  await using plain = await testProject({ "assembly/index.ts": smallFilter });
  const [{ wasm, inputs }, other] = [await compile(project.options()), await compile(plain.options())];
  expect(Buffer.compare(wasm, other.wasm)).toBe(0);
  expect(inputs).not.toContain(join(project.directory, "asconfig.json"));
});

test("the hash of the sources changes with a source, not with the folder", async () => {
  await using one = await testProject({ "assembly/index.ts": smallFilter });
  await using same = await testProject({ "assembly/index.ts": smallFilter });
  await using other = await testProject({ "assembly/index.ts": `${smallFilter}// other` });
  const [a, b, c] = [await compile(one.options()), await compile(same.options()), await compile(other.options())];
  expect(a.metadata.sources).toBe(b.metadata.sources);
  expect(a.metadata.sources).not.toBe(c.metadata.sources);
  expect(Buffer.compare(a.wasm, b.wasm)).toBe(0);
});

test("inputs are the project's and the SDK's files", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  const { inputs } = await compile(project.options());
  expect(inputs).toContain(join(project.directory, "assembly/index.ts"));
  expect(inputs.some((path) => path.endsWith(join("assembly", "exports.ts")))).toBe(true);
});

test("the filter's own functions keep their names at -O3", async () => {
  const source = smallFilter
    .replace('headers.set("x-probe", "yes")', 'headers.set("x-probe", answer(endOfStream))')
    .concat('\nfunction answer(yes: bool): string {\n  return yes ? "yes" : "no";\n}\n');
  await using project = await testProject({ "assembly/index.ts": source });
  const { wasm } = await compile(project.options());
  const [names] = WebAssembly.Module.customSections(await moduleOf(wasm), "name");
  expect(new TextDecoder().decode(names)).toContain("assembly/index/answer");
});

test("memory and its collector are the SDK's own; another runtime stays as it is", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  const namesWith = async (...ascFlags: string[]) => {
    const { wasm } = await compile(project.options({ mode: "debug", ascFlags }));
    return readModule(wasm).functions.map(({ name }) => name);
  };
  const usual = await namesWith();
  expect(usual).toEqual(
    expect.arrayContaining(["rt/__alloc", "rt/takeElsewhere", "rt/__collect", "rt/__mesh_gc_poll"]),
  );
  expect(usual).not.toContain("rt/searchBlock");
  const incremental = await namesWith("--runtime", "incremental");
  expect(incremental).toEqual(expect.arrayContaining(["rt/__alloc", "rt/searchBlock", "rt/step"]));
  expect(incremental).not.toContain("rt/takeElsewhere");
  expect(incremental).not.toContain("rt/__mesh_gc_poll");
});

test("a source that does not compile: MW0201 with place, message and line", async () => {
  await using project = await testProject({ "assembly/index.ts": `${smallFilter}\nlet count: i32 = "one";\n` });
  const error = await compile(project.options()).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(MeshWasmError);
  expect(error).toMatchObject({
    code: "MW0201",
    location: { file: "assembly/index.ts", line: 19, column: 18 },
    details: [expect.stringContaining("TS2322"), '  let count: i32 = "one";', "                   ^"],
  });
});

test("a missing import: the error names the import, not the compiler", async () => {
  await using project = await testProject({
    "assembly/index.ts": 'import { x } from "./nowhere";\nexport const y = x;\n',
  });
  await expect(compile(project.options())).rejects.toMatchObject({
    code: "MW0201",
    message: expect.stringContaining("nowhere"),
  });
});

test("a missing entry file: MW0202; one outside of the project: MW0203", async () => {
  await using project = await testProject({});
  await expect(compile(project.options())).rejects.toMatchObject({ code: "MW0202" });
  await expect(compile(project.options({ entry: "/elsewhere/index.ts" }))).rejects.toMatchObject({ code: "MW0203" });
});

test("a flag that asc does not know: MW0206, instead of silence", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  const build = (...ascFlags: string[]) => compile(project.options({ ascFlags }));
  await expect(build("--nope")).rejects.toMatchObject({ code: "MW0206", message: "asc has no flag --nope" });
  await expect(build("--optimizeLvl", "3")).rejects.toMatchObject({ code: "MW0206" });
  expect((await build("--runtime", "incremental", "-O2")).wasm.length).toBeGreaterThan(0);
});
