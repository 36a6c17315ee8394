import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Parser } from "../asc-types.ts";
import { packageRoot } from "../package-root.ts";
import { parseStatements } from "./graft.ts";

/** Files of the runtime `minimal`: the allocator and the collector. Of another runtime only one is there, and stays. */
const allocator = "~lib/rt/tlsf";
const collector = "~lib/rt/tcms";

/** Puts the SDK's memory and garbage collector in the place of those of the runtime `minimal`. Other runtimes stay as they are. */
export function useOwnRuntime(parser: Parser): void {
  const sources = [allocator, collector].map((path) =>
    parser.sources.find(({ internalPath }) => internalPath === path),
  );
  const [replaced, emptied] = sources;
  if (!replaced || !emptied) return;
  const text = readFileSync(join(packageRoot(), "assembly/runtime/heap.ts"), "utf8");
  const statements = parseStatements(parser, text, "~lib/rt/mesh-wasm-heap.ts");
  replaced.statements.splice(0, replaced.statements.length, ...statements);
  emptied.statements.length = 0;
}
