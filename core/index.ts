export { type CatalogueEntry, catalogue, type ErrorCode } from "./catalogue.ts";
export {
  type Context,
  noProgress,
  type Output,
  type Progress,
  processContext,
  type Step,
} from "./context.ts";
export { type Directories, directories } from "./directories.ts";
export { MeshWasmError, type MeshWasmErrorOptions } from "./error.ts";
export { makeFolder } from "./make-folder.ts";
export { isOffline } from "./offline.ts";
export { nearest } from "./suggest.ts";
export { writeFault } from "./write-fault.ts";
export { writeWhole } from "./write-whole.ts";
