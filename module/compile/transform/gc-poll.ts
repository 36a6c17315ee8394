import type { Parser } from "../asc-types.ts";
import { parseStatements } from "./graft.ts";

/**
 * The `minimal` runtime collects only when told to. The SDK polls at the end of each callback, where no pointer lives on
 * the Wasm stack: collect once the heap has doubled since the last collection, at 64 KiB the earliest.
 */
const gcPoll = `
// @ts-ignore: decorator
@lazy let __mesh_gc_limit: usize = 0x10000;

// @ts-ignore: decorator
@global
export function __mesh_gc_poll(): void {
  if (total < __mesh_gc_limit) return;
  __collect();
  __mesh_gc_limit = max<usize>(total << 1, 0x10000);
}
`;

/** Adds `__mesh_gc_poll` to the garbage collector's own file, whose `total` no other file can see. */
export function addGcPoll(parser: Parser): void {
  const collector = parser.sources.find((source) => source.internalPath === "~lib/rt/tcms");
  if (!collector) return; // another runtime was asked for: it collects by itself
  collector.statements.push(...parseStatements(parser, gcPoll, "~lib/rt/mesh-wasm-gc-poll.ts"));
}
