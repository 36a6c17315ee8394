import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Parser } from "../asc-types.ts";
import { packageRoot } from "../package-root.ts";
import { parseStatements } from "./graft.ts";

/** Files of AssemblyScript's runtime, and the SDK's that take their places. */
const parts = [
  { theirs: "~lib/rt/tlsf", ours: "allocator" },
  { theirs: "~lib/rt/tcms", ours: "collector" },
] as const;

/** Puts the SDK's allocator and garbage collector in the places of the runtime's. Of another runtime it leaves what it has. */
export function useOwnRuntime(parser: Parser): void {
  for (const { theirs, ours } of parts) {
    const source = parser.sources.find(({ internalPath }) => internalPath === theirs);
    if (!source) continue;
    const text = readFileSync(join(packageRoot(), "assembly", "runtime", `${ours}.ts`), "utf8");
    const statements = parseStatements(parser, text, `~lib/rt/mesh-wasm-${ours}.ts`);
    source.statements.splice(0, source.statements.length, ...statements);
  }
}
