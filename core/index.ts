export { type CatalogueEntry, catalogue, type ErrorCode, type ExitCode } from "./catalogue.ts";
export {
  type Context,
  noProgress,
  type Output,
  outputOf,
  type Progress,
  processContext,
  type Step,
} from "./context.ts";
export { type Directories, directories } from "./directories.ts";
export { MeshWasmError, type MeshWasmErrorOptions, type SourceLocation } from "./error.ts";
