export { type AbortMessage, abortMessage } from "./abort-message.ts";
export { type AssemblyScriptName, assemblyScriptName, withoutTypeArguments } from "./assemblyscript-name.ts";
export { codeMark } from "./code-mark.ts";
export { type LoggedTrap, TrapReader } from "./envoy-log.ts";
export { type ExplainedTrap, explainTrap, explainTrapIn, type Trap, type TrapInput } from "./explain-trap.ts";
export { type ParsedStack, parseStack } from "./parse-stack.ts";
export { framesToShow, placeText, renderFrames, renderTrap, type TrapStyle, trapTitle } from "./render-trap.ts";
export { demangled } from "./rust-name.ts";
export {
  type FunctionPlace,
  type MappedRun,
  type MeshWasmSourceMap,
  readSourceMap,
  type SourcePosition,
  type WasmSourceMap,
} from "./source-map.ts";
export type { ExplainedFrame, FrameLocation, Origin, Precision, TrapFrame } from "./trap-frame.ts";
export { readTrapModule, type TrapModule } from "./trap-module.ts";
export type { TrapKind } from "./trap-reason.ts";
