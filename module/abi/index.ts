export { abiMarkers, callbacks } from "./callbacks.ts";
export { enums } from "./enums.ts";
export { foreignFunctions } from "./foreign-functions.ts";
export { hostFunctions } from "./host-functions.ts";
export { findCallback, findImportable, type Importable, importables } from "./lookup.ts";
export {
  callbackParams,
  callbackSignature,
  formatSignature,
  hostFunctionSignature,
  sameSignature,
} from "./signature.ts";
export type {
  AbiVersion,
  Callback,
  ContextKind,
  EnumDefinition,
  EnumName,
  ForeignFunction,
  HostFunction,
  Message,
  MessageField,
  Param,
  Phases,
  Role,
  Signature,
  WasiFunction,
  WasmType,
} from "./types.ts";
export { wasiFunctions, wasiModules } from "./wasi-functions.ts";
