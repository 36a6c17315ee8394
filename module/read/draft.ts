import type { CodeFacts } from "./read-expression.ts";
import type {
  CustomSection,
  DataSegment,
  ExternType,
  Feature,
  FunctionType,
  Global,
  Import,
  MemoryType,
  NameSection,
  Producers,
  ReadProblem,
  TableType,
  TagType,
  WasmModule,
} from "./wasm-module.ts";

/** One function body of the code section. */
interface Body {
  offset: number;
  size: number;
  calls: readonly number[];
  failingCalls: readonly number[];
  indirect: readonly number[];
  loops: readonly number[];
}

/** What is known of a module while its sections are read. */
export interface Draft {
  bytes: Uint8Array;
  problem: ReadProblem | null;
  /** By type index; null for what is no function. */
  types: (FunctionType | null)[];
  imports: Import[];
  exports: { name: string; kind: ExternType["kind"]; index: number }[];
  /** Index spaces, what is imported first. */
  functions: (FunctionType | null)[];
  tables: TableType[];
  memories: MemoryType[];
  globals: Global[];
  tags: TagType[];
  start: number | null;
  bodies: Body[];
  dataSize: number;
  segments: DataSegment[];
  customSections: CustomSection[];
  /** Names of custom sections that were read. */
  customNames: Set<string>;
  nameSection: NameSection;
  functionNames: Map<number, string>;
  producers: Producers;
  metadata: WasmModule["metadata"];
  sourceMappingUrl: string | null;
  features: Set<Feature>;
  /** Functions that a table or reference can hold. */
  referenced: Set<number>;
}

export function newDraft(bytes: Uint8Array): Draft {
  return {
    bytes,
    problem: null,
    types: [],
    imports: [],
    exports: [],
    functions: [],
    tables: [],
    memories: [],
    globals: [],
    tags: [],
    start: null,
    bodies: [],
    dataSize: 0,
    segments: [],
    customSections: [],
    customNames: new Set(),
    nameSection: "absent",
    functionNames: new Map(),
    producers: { language: [], processedBy: [], sdk: [] },
    metadata: null,
    sourceMappingUrl: null,
    features: new Set(),
    referenced: new Set(),
  };
}

/** Where the facts about a body or initial value go; references and features go straight to the draft. */
export function newFacts(draft: Draft): CodeFacts {
  return {
    calls: new Set(),
    failingCalls: new Set(),
    indirect: new Set(),
    references: draft.referenced,
    loops: [],
    features: draft.features,
  };
}
