import { readdirSync, readFileSync } from "node:fs";
import binaryen from "assemblyscript/binaryen";
import { describe, expect, test } from "vitest";
import { checkModule } from "../../module/check/index.ts";
import { buildModule, customSection, leb, section, text } from "../../module/fixtures/build-module.ts";
import { readModule } from "../../module/read/index.ts";
import { validateModule } from "../support/validate-module.ts";

// Every check that says what Envoy does with a module, against the real Envoy. A fixture begins with what is expected:
//
//   ;; finding: error MW0302                (a line for each, in order)
//   ;; envoy: refuses "missing import"      (or `crashes SIGSEGV`, `traps "…"` after loading, or `loads`)

const folder = new URL("./fixtures/", import.meta.url);
const fixtures = readdirSync(folder).filter((name) => name.endsWith(".wat"));

describe.concurrent("modules assembled from text", () => {
  test.each(fixtures)("%s", async (name) => {
    const wat = readFileSync(new URL(name, folder), "utf8");
    const bytes = assemble(wat);
    expect(findings(bytes)).toEqual([...wat.matchAll(/^;; finding: (.+)$/gm)].map(([, line]) => line));
    await expectVerdict(bytes, /^;; envoy: (.+)$/m.exec(wat)?.[1] ?? "nothing");
  });
});

const good = [...buildModule({ names: false })];
const component = [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0];
const named = (...content: number[]) => [...good, ...customSection("name", content)];
const corrupted = 'refuses "Failed to parse corrupted Wasm module"';
const refused = 'refuses "Failed to load Wasm bytecode"';

describe.concurrent("files that no assembler writes", () => {
  test.each([
    ["text", [...new TextEncoder().encode("(module (func) (func))")], "error MW0306", corrupted],
    ["another file", [...new TextEncoder().encode("this is not WebAssembly")], "error MW0306", corrupted],
    ["another version of the format", [...good.slice(0, 4), 2, 0, 0, 0, ...good.slice(8)], "error MW0306", refused],
    ["an empty component", component, "error MW0308", 'refuses "Missing or unknown Proxy-Wasm ABI version"'],
    ["a component", [...component, ...good.slice(8)], "error MW0308", refused],
    ["a byte too few", good.slice(0, -1), "error MW0307", corrupted],
    ["a byte too many", [...good, 0x55], "error MW0307", corrupted],
    ["a section that does not exist", [...good, ...section(99, [1, 2, 3])], "error MW0307", refused],
    ["a custom section without a whole name", [...good, ...section(0, [50, 1])], "error MW0307", corrupted],
    ["a custom section whose name is not UTF-8", [...good, ...section(0, [2, 0xff, 0xfe])], "error MW0307", refused],
    [
      "an instruction that does not exist",
      [...buildModule({ functions: [{ body: [0x27] }] })],
      "error MW0307",
      refused,
    ],
    ["sections out of order", [...good, ...section(1, [0])], "error MW0307", refused],
    ["an export name twice", [...buildModule({ exports: [["malloc", 0, 1]] })], "error MW0321", refused],
    ["a name section of garbage", named(0xff, 0xff, 0xff, 0xff, 0xff, 0xff), "error MW0323", corrupted],
    ["a name section that ends too early", named(1, 50, 1, 1, 1, 65), "error MW0323", corrupted],
    ["a name section with bytes left", named(1, 6, 1, 1, 1, 65, 66, 67), "error MW0323", corrupted],
    ["a name section whose names are not UTF-8", named(1, 5, 1, 1, 2, 0xff, 0xfe), null, "loads"],
    ["a name section with odd local names", named(1, 4, 1, 1, 1, 65, 2, 3, 100, 65, 66), null, "loads"],
    ["no name section", good, "warning MW0319", "loads"],
    [
      "metadata and other custom sections",
      [...named(1, 4, 1, 1, 1, 65), ...customSection("mesh-wasm", text("{}"))],
      null,
      "loads",
    ],
    ["a memory that may grow to 4 GiB", [...buildModule({ memories: [[1, 1, ...leb(65536)]] })], null, "loads"],
  ] as const)("%s", async (_, content, finding, verdict) => {
    const bytes = Uint8Array.from(content);
    expect(findings(bytes)).toEqual(finding === null ? [] : [finding]);
    await expectVerdict(bytes, verdict);
  });
});

function findings(bytes: Uint8Array): string[] {
  return checkModule(readModule(bytes)).map(({ level, code }) => `${level} ${code}`);
}

async function expectVerdict(bytes: Uint8Array, expected: string): Promise<void> {
  const [, what, words = ""] = /^(\w+) ?"?([^"]*)"?$/.exec(expected) ?? [];
  const { loaded, signal, log } = await validateModule(bytes);
  switch (what) {
    case "loads":
      expect({ loaded, log }).toEqual({ loaded: true, log: expect.not.stringContaining("failed") });
      break;
    case "traps":
      expect({ loaded, log }).toEqual({ loaded: true, log: expect.stringContaining(words) });
      break;
    case "crashes":
      expect({ loaded, signal }).toEqual({ loaded: false, signal: words });
      break;
    case "refuses":
      expect({ loaded, signal, log }).toEqual({ loaded: false, signal: null, log: expect.stringContaining(words) });
      break;
    default:
      throw new Error(`no such expectation: ${expected}`);
  }
}

/** With function names, as `mesh-wasm build` keeps them. */
function assemble(wat: string): Uint8Array {
  binaryen.setDebugInfo(true);
  const module = binaryen.parseText(wat);
  module.setFeatures(binaryen.Features.All);
  const bytes = module.emitBinary();
  module.dispose();
  return bytes;
}
