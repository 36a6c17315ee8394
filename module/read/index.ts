export { hostCallsFrom } from "./calls.ts";
export { type Instruction, instructionAt, instructionsOf } from "./instructions.ts";
export { type ModuleOutline, readModule, readOutline } from "./read-module.ts";
export type {
  CallGraph,
  CustomSection,
  Export,
  ExternKind,
  ExternType,
  Feature,
  FunctionSize,
  FunctionType,
  GlobalType,
  HostCalls,
  Import,
  Limits,
  Memory,
  MemoryType,
  NameSection,
  Producer,
  Producers,
  ReadProblem,
  TableType,
  TagType,
  ValueType,
  WasmModule,
} from "./wasm-module.ts";
