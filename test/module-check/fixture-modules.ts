import { readdirSync, readFileSync } from "node:fs";
import binaryen from "assemblyscript/binaryen";
import { buildModule, customSection, leb, section, text } from "../../module/fixtures/build-module.ts";

/** A module, and what becomes of it. */
export interface Fixture {
  name: string;
  bytes: Uint8Array;
  /** What the checks say: `error MW0302`, in order. */
  findings: string[];
  /** What Envoy does: `refuses "missing import"`, `crashes SIGSEGV`, `traps "…"` after loading, or `loads`. */
  envoy: string;
}

const folder = new URL("./fixtures/", import.meta.url);

/**
 * Modules assembled from text. A file begins with what is expected:
 *
 *     ;; finding: error MW0302                (a line for each, in order)
 *     ;; envoy: refuses "missing import"
 */
export const assembledModules: readonly Fixture[] = readdirSync(folder)
  .filter((name) => name.endsWith(".wat"))
  .map((name) => {
    const wat = readFileSync(new URL(name, folder), "utf8");
    return {
      name,
      bytes: assemble(wat),
      findings: [...wat.matchAll(/^;; finding: (.+)$/gm)].map(([, line]) => line as string),
      envoy: /^;; envoy: (.+)$/m.exec(wat)?.[1] ?? "nothing",
    };
  });

const good = [...buildModule({ names: false })];
const component = [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0];
const named = (...content: number[]) => [...good, ...customSection("name", content)];
const corrupted = 'refuses "Failed to parse corrupted Wasm module"';
const refused = 'refuses "Failed to load Wasm bytecode"';

const oddContents: readonly [name: string, content: readonly number[], finding: string | null, envoy: string][] = [
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
  ["an instruction that does not exist", [...buildModule({ functions: [{ body: [0x27] }] })], "error MW0307", refused],
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
];

/** Files that no assembler writes. */
export const oddModules: readonly Fixture[] = oddContents.map(([name, content, finding, envoy]) => ({
  name,
  bytes: Uint8Array.from(content),
  findings: finding === null ? [] : [finding],
  envoy,
}));

/** `refuses "missing import"` as `refuses` and `missing import`. */
export function verdictOf({ envoy }: Fixture): { what: string; words: string } {
  const [, what = "", words = ""] = /^(\w+) ?"?([^"]*)"?$/.exec(envoy) ?? [];
  return { what, words };
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
