import type { Binaryen, BinaryenModule, FunctionInstance } from "../asc-types.ts";

/**
 * Functions of the runtime and of the SDK that the optimizer would copy into each of their callers: at `-O3` it takes speed
 * for size without asking whether the place is ever hot. These are called seldom, or are so long that a call more does not
 * matter; together they would be a fifth of a small filter. `readCapabilities` finds the names that a filter uses by the calls of
 * `encode` and `encodePath`, and of those that keep names. A `*` stands for any text.
 */
const coldFunctions = [
  "~lib/rt/tlsf/__*",
  "~lib/rt/tlsf/takeElsewhere",
  "~lib/rt/tlsf/closeRun",
  "~lib/rt/tlsf/begin",
  "~lib/rt/tlsf/walk",
  "~lib/rt/tlsf/grow",
  "~lib/rt/tlsf/clear",
  "~lib/mesh-wasm/assembly/abi/arena/beginNested",
  "~lib/mesh-wasm/assembly/abi/field-check/isFieldName",
  "~lib/mesh-wasm/assembly/abi/property-path/encodePath",
  "~lib/mesh-wasm/assembly/abi/utf8-encode/encode",
  "~lib/mesh-wasm/assembly/abi/kept-names/kee*",
  "~lib/mesh-wasm/assembly/abi/kept-names/kept*",
  "~lib/mesh-wasm/assembly/abi/line/*",
  "~lib/mesh-wasm/assembly/runtime/id-table/IdTable#entryOf",
  "~lib/mesh-wasm/assembly/shims/abort/__mesh_abort",
];

/** The project's own functions are not to be inlined either, so that a production trap still names them. */
export function keepFunctions(binaryen: Binaryen, module: BinaryenModule, own: readonly FunctionInstance[]): void {
  for (const pattern of [...own.map(({ internalName }) => internalName), ...coldFunctions]) {
    binaryen.setPassArgument("no-inline", pattern);
    module.runPasses(["no-inline"]);
  }
  binaryen.setPassArgument("no-inline", null);
}
