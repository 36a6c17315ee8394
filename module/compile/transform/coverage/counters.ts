import type { PointTable } from "../../../coverage/point-table.ts";
import type { Asc, BinaryenModule, Parser, Source } from "../../asc-types.ts";
import { type Draft, draftFile } from "./draft.ts";
import { coverFunction } from "./nodes.ts";
import { coverSource } from "./statements.ts";

const file = "~lib/mesh-wasm/coverage";
const counters = "counters";

/**
 * Puts counters into sources, and into the program what they count with: static memory, so that counting calls nothing of the
 * host and allocates nothing.
 *
 * @param plain Paths of files in which the operands of `&&` and `||` are not counted.
 */
export function addCounters(asc: Asc, parser: Parser, sources: readonly Source[], plain: ReadonlySet<string>): Draft {
  const draft: Draft = { count: 0, files: [] };
  for (const source of sources) {
    coverSource(asc, source, draftFile(draft, source), !plain.has(source.normalizedPath));
  }
  parser.parseFile(runtime(draft.count), `${file}.ts`, true);
  return draft;
}

function runtime(count: number): string {
  return `
export const ${counters}: usize = memory.data(${Math.max(count, 1) * 4}, 4);

@global
export function ${coverFunction}(point: u32): void {
  const at = ${counters} + (<usize>point << 2);
  store<u32>(at, load<u32>(at) + 1);
}
`;
}

/** The table of a compiled program's points. What the program exports for it is taken away. */
export function finishTable(asc: Asc, module: BinaryenModule, draft: Draft): PointTable {
  const address = asc.getConstValueI32(asc.getGlobalInit(module.getGlobal(`${file}/${counters}`)));
  module.removeExport(counters);
  module.removeExport(coverFunction);
  return { version: 1, address, ...draft };
}
