import type { Asc, Declaration, Node, Parser } from "../asc-types.ts";

/**
 * Leaves out the assertions inside of the allocator and the garbage collector. They check the runtime against itself, by
 * the constant `DEBUG` that AssemblyScript sets for every build; a filter's own assertions and checks stay.
 */
export function dropRuntimeAsserts(asc: Asc, parser: Parser): void {
  const common = parser.sources.find((source) => source.internalPath === "~lib/rt/common");
  const constants = (common?.statements ?? [])
    .filter((node) => node.kind === asc.NodeKind["Variable"])
    .flatMap((node) => (node as Node & { declarations: (Declaration & { initializer: Node | null })[] }).declarations);
  const debug = constants.find(({ name }) => name.text === "DEBUG");
  const off = constants.find(({ name }) => name.text === "TRACE");
  if (debug && off) debug.initializer = off.initializer;
}
