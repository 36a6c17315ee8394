export { packageRoot } from "../../core/package-root.ts";
export { type CompileOptions, type CompileResult, compile } from "./compile.ts";
export { type Compiler, type CompilerOptions, createCompiler } from "./compiler.ts";
export type { Diagnostic } from "./diagnostic.ts";
export { type BuildRecord, freshRecord, writeRecord } from "./record/build-record.ts";
export type { JsonSchema } from "./transform/config/schema.ts";
export type { ModuleMetadata } from "./transform/metadata.ts";
