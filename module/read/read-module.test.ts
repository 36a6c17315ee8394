import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { buildModule, code, customSection, leb, section, text } from "../fixtures/build-module.ts";
import { readModule, readOutline } from "./read-module.ts";

const clang = readFileSync(new URL("./fixtures/clang.wasm", import.meta.url));

describe("a module that clang wrote", () => {
  const module = readModule(clang);

  test("can be read whole", () => {
    expect(module).toMatchObject({ size: 518, problem: null, abiVersion: "0.2.1", abiVersions: ["0.2.1"] });
  });

  test("shows imports and exports as the engine sees them", () => {
    const compiled = new WebAssembly.Module(clang);
    expect(module.imports.map(({ module, name, kind }) => ({ module, name, kind }))).toEqual(
      WebAssembly.Module.imports(compiled),
    );
    expect(module.exports.map(({ name, kind }) => ({ name, kind }))).toEqual(WebAssembly.Module.exports(compiled));
  });

  test("shows the types of functions", () => {
    expect(module.imports[0]?.type).toEqual({ kind: "function", params: ["i32", "i32", "i32"], results: ["i32"] });
    expect(module.exports.find(({ name }) => name === "malloc")?.type).toEqual({
      kind: "function",
      params: ["i32"],
      results: ["i32"],
    });
  });

  test("shows memory and data", () => {
    expect(module.memory).toEqual({
      min: 3,
      max: null,
      shared: false,
      is64: false,
      exported: "memory",
      imported: null,
    });
    expect(module.dataSize).toBe(28);
  });

  test("names its functions and gives their place", () => {
    expect(module.nameSection).toBe("ok");
    expect(module.functions.map(({ name }) => name)).toContain("Continue::headers(int)");
    for (const { offset, size } of module.functions) expect(clang[offset + size - 1]).toBe(0x0b);
  });

  test("knows its custom sections and producers", () => {
    expect(module.customSections.map(({ name }) => name)).toEqual(["name", "producers"]);
    expect(module.producers.processedBy).toEqual([{ name: "Debian clang", version: "14.0.6" }]);
  });

  test("knows that a virtual call goes through the table", () => {
    const headers = module.exports.find(({ name }) => name === "proxy_on_request_headers");
    expect(module.calls.indirect[(headers?.index ?? 0) - module.calls.imported]).not.toEqual([]);
    expect(module.calls.referenced).toHaveLength(1);
  });
});

describe("the start section", () => {
  const log = { name: "proxy_log", params: "i32 i32 i32", results: "i32" };
  const callLog = [...code.i32(2), ...code.i32(0), ...code.i32(0), ...code.call(0), ...code.drop];

  test("is null where there is none", () => {
    expect(readModule(buildModule()).start).toBeNull();
  });

  test("tells the way to a host call", () => {
    const bytes = buildModule({
      imports: [log],
      functions: [{ body: code.call(4) }, { body: callLog }],
      start: 0,
    });
    expect(readModule(bytes).start).toEqual({
      index: 3,
      name: "own2",
      hostCalls: { reached: "direct", path: ["own2", "own3", "env.proxy_log"] },
    });
  });

  test("tells that it reaches none", () => {
    const bytes = buildModule({ imports: [log], functions: [{ body: [] }, { body: callLog }], start: 0 });
    expect(readModule(bytes).start?.hostCalls).toEqual({ reached: "no", path: [] });
  });

  test("tells that it may reach one through the table", () => {
    const bytes = buildModule({
      imports: [log],
      functions: [{ body: [...code.i32(0), ...code.callIndirect(3)] }, { body: callLog }],
      start: 0,
      table: [1],
    });
    expect(readModule(bytes).start?.hostCalls.reached).toBe("maybe");
  });
});

describe("custom sections", () => {
  const metadata = {
    ...{ name: "canary", version: "1.0.0", sdk: "0.1.0", rootIds: ["canary"], configuration: {}, packages: [] },
    ...{ sources: "00ff", mode: "release" },
  };

  test("the metadata of mesh-wasm", () => {
    const module = readModule(buildModule({ custom: [["mesh-wasm", JSON.stringify(metadata)]] }));
    expect(module.metadata).toEqual(metadata);
  });

  test("the address of the source map", () => {
    const module = readModule(buildModule({ custom: [["sourceMappingURL", text("./canary.wasm.map")]] }));
    expect(module.sourceMappingUrl).toBe("./canary.wasm.map");
  });

  test("the first of two with one name counts", () => {
    const custom = ["one", "two"].map((name) => ["mesh-wasm", JSON.stringify({ ...metadata, name })] as const);
    const module = readModule(buildModule({ custom }));
    expect(module.metadata?.name).toBe("one");
    expect(module.customSections.filter(({ name }) => name === "mesh-wasm")).toHaveLength(2);
  });
});

describe("memory", () => {
  test("Envoy uses the one exported last", () => {
    const bytes = buildModule({
      memories: [
        [0, 1],
        [0, 2],
      ],
      exportedMemories: { memory: 0, other: 1 },
    });
    expect(readModule(bytes).memory).toMatchObject({ min: 2, exported: "other" });
  });

  test("or the imported one", () => {
    const bytes = buildModule({
      imports: [{ name: "memory", extern: [2, 1, 5, 6] }],
      memories: [],
      exportedMemories: {},
    });
    expect(readModule(bytes).memory).toEqual({
      ...{ min: 5, max: 6, shared: false, is64: false },
      ...{ exported: null, imported: { module: "env", name: "memory" } },
    });
  });

  test("or none", () => {
    const module = readModule(buildModule({ exportedMemories: {} }));
    expect(module.memory).toBeNull();
    expect(module.memories).toHaveLength(1);
  });
});

describe("ABI versions", () => {
  test("are listed in the order of the exports", () => {
    const module = readModule(buildModule({ abi: ["0_2_1", "0_1_0"] }));
    expect(module).toMatchObject({ abiVersion: "0.2.1", abiVersions: ["0.2.1", "0.1.0"] });
  });

  test("count as functions only, and names of object properties are none", () => {
    const module = readModule(
      buildModule({
        abi: [],
        functions: [{ name: "constructor" }],
        exports: [["proxy_abi_version_0_2_1", 2, 0]],
      }),
    );
    expect(module.abiVersion).toBeNull();
  });
});

describe("broken files", () => {
  const good = buildModule();

  test.each([8, 20, 40, good.length - 1])("cut after %d bytes", (length) => {
    const module = readModule(good.subarray(0, length));
    if (length === 8) expect(module.problem).toBeNull();
    else expect(module.problem?.kind).toBe("truncated");
  });

  test("keep what stands before and behind a broken section", () => {
    const broken = Uint8Array.from([
      ...good.subarray(0, 8),
      ...section(1, [1, 0x60, 0, 0]),
      ...section(2, [1, ...text("env"), ...text("x"), 9]),
      ...section(5, [1, 0, 1]),
      ...customSection("later", [1, 2, 3]),
    ]);
    const module = readModule(broken);
    expect(module.problem).toEqual({
      kind: "malformed",
      message: "in the import section: 9 is no kind of import or export",
      offset: expect.any(Number),
    });
    expect(module.memories).toHaveLength(1);
    expect(module.customSections).toEqual([{ name: "later", size: 3, offset: broken.length - 3 }]);
  });

  test("say which section is out of order", () => {
    const bytes = Uint8Array.from([...good.subarray(0, 8), ...section(5, [0]), ...section(1, [0])]);
    expect(readModule(bytes).problem?.message).toContain("the type section is out of order");
  });

  test("say which instruction is unknown, and go on with the next function", () => {
    const bytes = buildModule({ functions: [{ body: [0x27] }, { name: "proxy_on_tick", params: "i32" }] });
    const module = readModule(bytes);
    expect(module.problem).toMatchObject({ kind: "malformed", message: expect.stringContaining("0x27") });
    expect(module.functions).toHaveLength(4);
  });

  test("a length of more than 32 bits", () => {
    const bytes = Uint8Array.from([...good.subarray(0, 8), 1, 0xff, 0xff, 0xff, 0xff, 0x7f]);
    expect(readModule(bytes).problem).toMatchObject({ kind: "malformed", offset: 9 });
  });

  test("a section longer than the file", () => {
    const bytes = Uint8Array.from([...good.subarray(0, 8), 1, ...leb(1000), 0]);
    expect(readModule(bytes).problem?.kind).toBe("truncated");
  });
});

describe("an outline", () => {
  const log = { name: "proxy_log", params: "i32 i32 i32", results: "i32" };
  const withStart = buildModule({
    imports: [log],
    functions: [{ body: [...code.i32(0), ...code.i32(0), ...code.i32(0), ...code.call(0), ...code.drop] }],
    start: 0,
  });

  test.each([
    ["of a module that clang wrote", clang],
    ["of one with a start section", withStart],
    ["of one that is cut off", clang.subarray(0, 300)],
    ["of no module", new TextEncoder().encode("text")],
  ])("%s says what the whole reading does", (_, bytes) => {
    const { calls: _calls, features: _features, functions: _functions, start: _start, ...whole } = readModule(bytes);
    expect(readOutline(bytes)).toMatchObject(whole);
  });

  test("does not see what is wrong with instructions", () => {
    const bytes = buildModule({ functions: [{ body: [0x27] }, { name: "proxy_on_tick", params: "i32" }] });
    expect(readModule(bytes).problem).not.toBeNull();
    expect(readOutline(bytes).problem).toBeNull();
  });
});
