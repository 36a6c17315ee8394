import type { Parser } from "../asc-types.ts";
import { parseStatements } from "./graft.ts";

/** Files of the runtime `minimal`: the allocator and the collector. Of another runtime only one is there, and stays. */
const allocator = "~lib/rt/tlsf";
const collector = "~lib/rt/tcms";

/**
 * Puts the SDK's memory and garbage collector in the place of those of the runtime `minimal`. Other runtimes stay as they are.
 *
 * @param text Source of the SDK's.
 */
export function useOwnRuntime(parser: Parser, text: string): void {
  const sources = [allocator, collector].map((path) =>
    parser.sources.find(({ internalPath }) => internalPath === path),
  );
  const [replaced, emptied] = sources;
  if (!replaced || !emptied) return;
  const statements = parseStatements(parser, text, "~lib/rt/mesh-wasm-heap.ts");
  replaced.statements.splice(0, replaced.statements.length, ...statements);
  emptied.statements.length = 0;
}
