import type { AbiVersion } from "../abi/index.ts";
import type { ModuleMetadata } from "../compile/index.ts";

/** A value type as text: `i32`, `i64`, `f32`, `f64`, `v128`, `funcref`, `externref`, `(ref null 3)` … */
export type ValueType = string;

/** The type of a function. */
export interface FunctionType {
  kind: "function";
  params: readonly ValueType[];
  results: readonly ValueType[];
}

/** Bounds of a memory (in pages of 64 KiB) or table (in elements). */
export interface Limits {
  min: number;
  /** Null: none given. */
  max: number | null;
  shared: boolean;
  /** Addressed with 64 bits. */
  is64: boolean;
}

export interface MemoryType extends Limits {
  kind: "memory";
}

export interface TableType extends Limits {
  kind: "table";
  element: ValueType;
}

export interface GlobalType {
  kind: "global";
  type: ValueType;
  mutable: boolean;
}

export interface Global extends GlobalType {
  /** What it begins with, where that is a constant of 32 bits; null for all else. */
  value: number | null;
}

/** Bytes that memory begins with. */
export interface DataSegment {
  /** Where they go in memory; null where that is no constant, or an instruction copies them. */
  address: number | null;
  /** Offset in the file. */
  offset: number;
  size: number;
}

export interface TagType {
  kind: "tag";
  params: readonly ValueType[];
}

/** The type of something that is imported or exported. */
export type ExternType = FunctionType | MemoryType | TableType | GlobalType | TagType;
export type ExternKind = ExternType["kind"];

export interface Import {
  module: string;
  name: string;
  kind: ExternKind;
  /** Null where the module is too broken to tell. */
  type: ExternType | null;
}

export interface Export {
  name: string;
  kind: ExternKind;
  /** Index among the functions, memories, tables, globals or tags, imported ones first. */
  index: number;
  /** Null where the module is too broken to tell. */
  type: ExternType | null;
}

export interface Memory extends Limits {
  /** The name under which it is exported; null where it is not. */
  exported: string | null;
  /** From where it is imported; null for the module's own. */
  imported: { module: string; name: string } | null;
}

export interface CustomSection {
  name: string;
  /** Bytes of its content, without the name. */
  size: number;
  /** Offset of its content in the file. */
  offset: number;
}

export interface FunctionSize {
  /** Index among all functions, imported ones first. */
  index: number;
  /** From the name section, else the export's name, else `func[INDEX]`. */
  name: string;
  /** Bytes of its body. */
  size: number;
  /** Offset of its body in the file; Envoy's backtraces and source maps count from the file's start, too. */
  offset: number;
  /** Offsets in the file at which the bodies of its loops begin, in order. */
  loops: readonly number[];
}

/** Tools that made the module, from the `producers` section. */
export interface Producers {
  language: readonly Producer[];
  processedBy: readonly Producer[];
  sdk: readonly Producer[];
}

export interface Producer {
  name: string;
  version: string;
}

/** Parts of WebAssembly beyond its first version. */
export type Feature =
  | "mutable-globals"
  | "sign-extension"
  | "nontrapping-float-to-int"
  | "bulk-memory"
  | "multi-value"
  | "reference-types"
  | "tail-calls"
  | "simd"
  | "relaxed-simd"
  | "threads"
  | "extended-const"
  | "multi-memory"
  | "memory64"
  | "exceptions"
  | "legacy-exceptions"
  | "exnref"
  | "typed-function-references"
  | "gc"
  | "stack-switching"
  | "stringref"
  | "custom-page-sizes"
  | "wide-arithmetic"
  | "half-precision"
  | "shared-everything-threads";

/** The name section by Envoy's rules: a malformed one keeps Envoy from loading the module. */
export type NameSection = "absent" | "ok" | "malformed";

/** Why a file could not be read as a module, or only in part. */
export interface ReadProblem {
  /**
   * - `not-wasm`: something else, see `message`.
   * - `component`: a WebAssembly component, not a module.
   * - `version`: a module of an unknown version of the format.
   * - `truncated`: the file ends too early.
   * - `malformed`: bytes that the format does not allow.
   */
  kind: "not-wasm" | "component" | "version" | "truncated" | "malformed";
  /** What is wrong, without the offset. */
  message: string;
  /** Offset in the file. */
  offset: number;
}

/** Which function calls which. */
export interface CallGraph {
  /** Number of imported functions; they have the first indices. */
  imported: number;
  /** Functions that each of the module's own functions calls directly, the first own function first. */
  direct: readonly (readonly number[])[];
  /** Functions that each of them calls only on the way into a trap, such as the one behind `abort` or `panic`. */
  failing: readonly (readonly number[])[];
  /** Types, by their index, of what each of the module's own functions calls through a table or reference. */
  indirect: readonly (readonly number[])[];
  /** Functions that a table or reference can hold. */
  referenced: readonly number[];
}

/** Whether a call reaches an imported function. */
export interface HostCalls {
  /**
   * `no`: it cannot. `direct`: a chain of direct calls leads to one (a branch may still avoid it). `maybe`: only
   * through a table or reference, or when the module fails.
   */
  reached: "no" | "direct" | "maybe";
  /** The chain by names, from the function to the import. */
  path: readonly string[];
}

/** What {@link readModule} finds in a Wasm module of any SDK. */
export interface WasmModule {
  /** The file itself. */
  bytes: Uint8Array;
  /** Bytes of the file. */
  size: number;
  /** The first thing wrong with the file, or null. All else holds what could be read in spite of it. */
  problem: ReadProblem | null;
  /** The version of Proxy-Wasm that Envoy takes it for, that of the first marker; null for none. */
  abiVersion: AbiVersion | null;
  /** The versions whose markers are exported, in the order of the exports; a good module has one. */
  abiVersions: readonly AbiVersion[];
  imports: readonly Import[];
  exports: readonly Export[];
  /** Types by index, as blocks and calls through tables name them; null for what is no function. */
  types: readonly (FunctionType | null)[];
  /** The types of all functions, imported ones first; null where the module is too broken to tell. */
  functionTypes: readonly (FunctionType | null)[];
  /** All globals, imported ones first. */
  globals: readonly Global[];
  /** The memory through which Envoy hands over bytes: the last exported one, else the imported one; null for none. */
  memory: Memory | null;
  memories: readonly Memory[];
  /** The function that runs while Envoy instantiates the module, before any context exists; null for none. */
  start: { index: number; name: string; hostCalls: HostCalls } | null;
  customSections: readonly CustomSection[];
  nameSection: NameSection;
  /** Function names of the name section by index. */
  functionNames: ReadonlyMap<number, string>;
  /** The module's own functions, the largest first. */
  functions: readonly FunctionSize[];
  /** Bytes of data that memory begins with. */
  dataSize: number;
  segments: readonly DataSegment[];
  producers: Producers;
  /** Features that the module uses, as far as its types and instructions show. */
  features: readonly Feature[];
  /** What `mesh-wasm build` wrote into the custom section `mesh-wasm`; null for modules of other tools. */
  metadata: ModuleMetadata | null;
  /** Where the source map is, from the custom section `sourceMappingURL`; null for none. */
  sourceMappingUrl: string | null;
  calls: CallGraph;
}
