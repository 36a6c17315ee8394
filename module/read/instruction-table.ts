import type { Feature } from "./wasm-module.ts";

/**
 * What follows an instruction's code, one letter each:
 *
 * - `u` an index or label, `l` a byte
 * - `n` a number of 32 bits, `N` of 64 bits; `s` 4 bytes, `d` 8 bytes, `x` 16 bytes
 * - `m` alignment and offset of a memory access, `M` a memory's index, `t` a table's index
 * - `B` a block type, `h` a heap type, `T` a list of value types
 * - `L` the labels of br_table, `C` the catch clauses of try_table
 * - `c` a function that is called, `r` a function that is referred to, `i` the type of one that is called through a table or reference
 */
type Immediates = string;

export interface Instruction {
  immediates: Immediates;
  feature?: Feature;
  /** Begins (1) or ends (-1) a block. */
  nesting?: 1 | -1;
  /** The rest of the body cannot be read: no engine that Envoy has takes the feature. */
  last?: boolean;
}

type Entry = [code: number, immediates: Immediates, feature?: Feature];

/** Instructions with a code of one byte. Those not listed here and in {@link range} do not exist. */
export const plain = table(
  range(0x00, 0x01, ""),
  range(0x05, 0x05, ""),
  [
    [0x07, "u", "legacy-exceptions"],
    [0x08, "u", "exceptions"],
    [0x09, "u", "legacy-exceptions"],
    [0x0a, "", "exnref"],
    [0x0c, "u"],
    [0x0d, "u"],
    [0x0e, "L"],
    [0x0f, ""],
    [0x10, "c"],
    [0x11, "it"],
    [0x12, "c", "tail-calls"],
    [0x13, "it", "tail-calls"],
    [0x14, "i", "typed-function-references"],
    [0x15, "i", "tail-calls"],
    [0x19, "", "legacy-exceptions"],
    [0x1a, ""],
    [0x1b, ""],
    [0x1c, "T", "reference-types"],
    [0x25, "u", "reference-types"],
    [0x26, "u", "reference-types"],
    [0x3f, "M"],
    [0x40, "M"],
    [0x41, "n"],
    [0x42, "N"],
    [0x43, "s"],
    [0x44, "d"],
    [0xd0, "h", "reference-types"],
    [0xd1, "", "reference-types"],
    [0xd2, "r", "reference-types"],
    [0xd3, "", "gc"],
    [0xd4, "", "typed-function-references"],
    [0xd5, "u", "typed-function-references"],
    [0xd6, "u", "typed-function-references"],
  ],
  range(0x20, 0x24, "u"),
  range(0x28, 0x3e, "m"),
  range(0x45, 0xbf, ""),
  range(0xc0, 0xc4, "", "sign-extension"),
);

for (const [code, feature] of [
  [0x02, undefined],
  [0x03, undefined],
  [0x04, undefined],
  [0x06, "legacy-exceptions"],
] as const) {
  plain.set(code, { immediates: "B", nesting: 1, ...(feature ? { feature } : {}) });
}
plain.set(0x1f, { immediates: "BC", nesting: 1, feature: "exnref" });
plain.set(0x0b, { immediates: "", nesting: -1 });
plain.set(0x18, { immediates: "u", nesting: -1, feature: "legacy-exceptions" });
for (let code = 0xe0; code <= 0xe6; code++) plain.set(code, unreadable("stack-switching"));

/** After the byte 0xfb: garbage collection and strings. */
const gc = table(
  [
    [0x00, "u"],
    [0x01, "u"],
    [0x02, "uu"],
    [0x03, "uu"],
    [0x04, "uu"],
    [0x05, "uu"],
    [0x06, "u"],
    [0x07, "u"],
    [0x08, "uu"],
    [0x09, "uu"],
    [0x0a, "uu"],
    [0x0f, ""],
    [0x10, "u"],
    [0x11, "uu"],
    [0x12, "uu"],
    [0x13, "uu"],
    [0x18, "luhh"],
    [0x19, "luhh"],
  ],
  range(0x0b, 0x0e, "u"),
  range(0x14, 0x17, "h"),
  range(0x1a, 0x1e, ""),
);
for (const instruction of gc.values()) instruction.feature = "gc";
for (let code = 0x80; code <= 0xb7; code++) gc.set(code, unreadable("stringref"));

/** After the byte 0xfc: conversions, bulk memory, tables. */
const numeric = table(
  range(0x00, 0x07, "", "nontrapping-float-to-int"),
  [
    [0x08, "uM", "bulk-memory"],
    [0x09, "u", "bulk-memory"],
    [0x0a, "MM", "bulk-memory"],
    [0x0b, "M", "bulk-memory"],
    [0x0c, "uu", "bulk-memory"],
    [0x0d, "u", "bulk-memory"],
    [0x0e, "uu", "bulk-memory"],
    [0x30, "m", "half-precision"],
    [0x31, "m", "half-precision"],
  ],
  range(0x0f, 0x11, "u", "reference-types"),
  range(0x13, 0x16, "", "wide-arithmetic"),
);

/** After the byte 0xfd: vectors. */
const vector = table(
  range(0x00, 0x0b, "m"),
  range(0x0c, 0x0d, "x"),
  range(0x0e, 0x14, ""),
  range(0x15, 0x22, "l"),
  range(0x23, 0x53, ""),
  range(0x54, 0x5b, "ml"),
  range(0x5c, 0x5d, "m"),
  range(0x5e, 0xff, ""),
);
for (const instruction of vector.values()) instruction.feature = "simd";
for (let code = 0x100; code <= 0x113; code++) vector.set(code, { immediates: "", feature: "relaxed-simd" });
for (let code = 0x120; code <= 0x14f; code++) vector.set(code, unreadable("half-precision"));

/** After the byte 0xfe: atomics. */
const atomic = table(range(0x00, 0x02, "m"), [[0x03, "l"]], range(0x10, 0x4e, "m"));
for (const instruction of atomic.values()) instruction.feature = "threads";

/** Instructions whose code is a byte and a number. */
export const prefixed: ReadonlyMap<number, ReadonlyMap<number, Instruction>> = new Map([
  [0xfb, gc],
  [0xfc, numeric],
  [0xfd, vector],
  [0xfe, atomic],
]);

function table(...groups: Entry[][]): Map<number, Instruction> {
  return new Map(
    groups.flat().map(([code, immediates, feature]) => [code, { immediates, ...(feature ? { feature } : {}) }]),
  );
}

function range(first: number, last: number, immediates: Immediates, feature?: Feature): Entry[] {
  const entries: Entry[] = [];
  for (let code = first; code <= last; code++) {
    entries.push(feature ? [code, immediates, feature] : [code, immediates]);
  }
  return entries;
}

function unreadable(feature: Feature): Instruction {
  return { immediates: "", feature, last: true };
}
