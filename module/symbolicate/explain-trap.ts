import type { WasmModule } from "../read/index.ts";
import { type AbortMessage, abortMessage } from "./abort-message.ts";
import { explainFrame, lineOf } from "./explain-frame.ts";
import { frameName } from "./frame-name.ts";
import { mismatch } from "./mismatch.ts";
import { type ParsedStack, parseStack } from "./parse-stack.ts";
import type { MeshWasmSourceMap } from "./source-map.ts";
import type { ExplainedFrame, FrameLocation, TrapFrame } from "./trap-frame.ts";
import { readTrapModule, type TrapModule } from "./trap-module.ts";
import { type TrapKind, trapReason } from "./trap-reason.ts";
import { withTwinsTold } from "./twin.ts";

/** A trap as an engine tells it: its stack as text, or what is in it. */
export interface Trap {
  /** What Envoy logs, or the stack of a JavaScript engine's error. */
  stack?: string;
  /** Instead of `stack`: the innermost first. */
  frames?: readonly TrapFrame[];
  /** Instead of that of `stack`: the engine's words, such as `unreachable`. */
  reason?: string;
  /** Instead of that of `stack`: the export that was called, such as `proxy_on_request_headers`. */
  callback?: string | null;
  /** What the module logged last: SDKs say why they abort. */
  message?: string | null;
}

/** A trap, the module that it happened in, and where to find sources that the map does not hold. */
export interface TrapInput extends Trap {
  wasm: Uint8Array | WasmModule;
  /** JSON of the source map; null or left out for none. */
  sourceMap?: string | MeshWasmSourceMap | null;
  /** The text of a source file; null where there is none. Asked only where the source map does not hold it. */
  readSource?(file: string): string | null;
}

/** A trap, explained. */
export interface ExplainedTrap {
  kind: TrapKind;
  /** What happened, in a few words: that of the abort, else of the engine. */
  text: string;
  /** The engine's own words. */
  reason: string;
  /** The export that was called; null where it is not known. */
  callback: string | null;
  /** What the module itself said; null for a trap that no check found. */
  abort: AbortMessage | null;
  /** The innermost first. */
  frames: ExplainedFrame[];
  /** Index of the first frame of the plugin's own code; -1 for none. */
  place: number;
  /** Whether the engine has told only the innermost frames. */
  isCut: boolean;
  /** Why the stack is not of this module; null where it is. Frames then have names only. */
  mismatch: string | null;
  /** Why frames have no places: the source map of an AssemblyScript module is missing, unreadable or of another build. */
  mapProblem: TrapModule["mapProblem"];
}

/**
 * Explains a trap of a Proxy-Wasm module: its frames by name, file, line and source, and what went wrong.
 *
 * @example
 * try {
 *   exports.proxy_on_request_headers(2, 0, 1);
 * } catch (error) {
 *   const trap = explainTrap({ wasm, sourceMap, stack: error.stack, message: lastLog });
 *   trap.frames[trap.place]?.location; // { file: "assembly/rules.ts", line: 8, column: 12, precision: "exact", … }
 * }
 */
export function explainTrap({ wasm, sourceMap, readSource, ...trap }: TrapInput): ExplainedTrap {
  return explainTrapIn(readTrapModule(wasm, sourceMap), trap, readSource);
}

/** As {@link explainTrap}, of a module that was read before. */
export function explainTrapIn(
  code: TrapModule,
  trap: Trap,
  readSource: (file: string) => string | null = () => null,
): ExplainedTrap {
  const stack = stackOf(trap);
  // What was logged before another kind of trap has nothing to do with it.
  const mayBeAbort = !stack.reason || /unreachable/i.test(stack.reason);
  const abort = trap.message && mayBeAbort ? abortOf(code, stack, trap.message) : null;
  const problem = mismatch(code, stack.frames, stack.reason);
  const frames = framesOf(problem === null ? code : withoutOffsets(code), stack.frames, abort);
  const reason = stack.reason ?? "";
  const told = trapReason(reason, frames[0]?.rawName ?? null);
  return {
    ...(abort ? { kind: "abort", text: abort.text } : told),
    reason,
    callback: stack.callback,
    abort,
    frames: frames.map((frame) => ({ ...frame, location: withSource(frame.location, readSource) })),
    place: frames.findIndex(({ origin, role }) => origin === "own" && role === "code"),
    isCut: isCut(code, stack),
    mismatch: problem,
    mapProblem: code.isAssemblyScript ? code.mapProblem : null,
  };
}

/** What was said last, if it is why the module gave up. `abort("why")` in a filter says no place. */
function abortOf(code: TrapModule, { frames: [top] }: ParsedStack, message: string): AbortMessage | null {
  const placed = abortMessage(message);
  if (placed || !code.isAssemblyScript || !top?.name || frameName(top.name, code).role !== "abort") return placed;
  return { text: message.trim() || "aborted", position: null };
}

function stackOf({ stack, frames, reason, callback }: Trap): ParsedStack {
  const parsed = stack === undefined ? { reason: null, callback: null, frames: [] } : parseStack(stack);
  return {
    reason: reason ?? parsed.reason,
    callback: callback ?? parsed.callback,
    frames: frames ? [...frames] : parsed.frames,
  };
}

function framesOf(code: TrapModule, frames: readonly TrapFrame[], abort: AbortMessage | null): ExplainedFrame[] {
  const thrown = code.isAssemblyScript ? (abort?.position ?? null) : null;
  // A module without names gets no stack from Envoy.
  if (frames.length === 0 && thrown) return explainFrame(code, { name: null }, thrown);
  const explained: ExplainedFrame[] = [];
  for (const frame of frames) {
    const isThrowing = explained.length > 0 && explained.every(({ role }) => role === "abort");
    explained.push(...explainFrame(code, frame, isThrowing ? thrown : null));
  }
  return withTwinsTold(code, explained);
}

/** For a stack that is of another module: only its names tell something. */
function withoutOffsets(code: TrapModule): TrapModule {
  return { ...code, map: null, functionAt: () => null, functionOf: () => null };
}

function withSource(location: FrameLocation | null, readSource: (file: string) => string | null): FrameLocation | null {
  if (!location || location.text !== null) return location;
  const text = readSource(location.file);
  return text === null ? location : { ...location, text: lineOf(text, location.line) };
}

/** The outermost frame is an export, unless the engine has left it out. */
function isCut({ module }: TrapModule, { frames }: ParsedStack): boolean {
  const last = frames.at(-1);
  if (!last) return false;
  return !module.exports.some(({ kind, name, index }) => {
    return kind === "function" && (name === last.name || index === last.index || isNamed(index, last.name));
  });
  function isNamed(index: number, name: string | null | undefined): boolean {
    return name !== null && name !== undefined && module.functionNames.get(index) === name;
  }
}
