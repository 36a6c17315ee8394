import type { SourcePosition } from "./source-map.ts";

/** A frame of a stack as an engine tells it; null or left out where it does not. */
export interface TrapFrame {
  /** Of the name section, else of the export. */
  name?: string | null;
  /** Index of the function in the module, imported ones first. */
  index?: number | null;
  /** Offset of the instruction in the module's file. */
  offset?: number | null;
}

/**
 * Who wrote the code of a frame: the plugin's author (`own`), mesh-wasm or another SDK (`sdk`), the language's standard library
 * and runtime (`std`), or a package.
 */
export type Origin = "own" | "sdk" | "std" | "package";

/**
 * How well a place in the source is known.
 *
 * - `exact`: line and column of the instruction.
 * - `line`: the line, not the column: the optimizer copied a library's function into this one, and what stands before and
 *   after it is of one line.
 * - `near`: most likely between `line` and `endLine`; as above, but of two lines that are close.
 * - `declaration`: where in the function is not known; the line is that of its name.
 */
export type Precision = "exact" | "line" | "near" | "declaration";

/** A place in the source. */
export interface FrameLocation {
  /** As the source map names it: relative to the project, `~lib/…` for packages and the standard library. */
  file: string;
  /** 1-based. */
  line: number;
  /** 1-based; null where only lines are known. */
  column: number | null;
  /** Differs from `line` for `near` only. */
  endLine: number;
  precision: Precision;
  /** The line's text, without indentation; null where the source is not at hand. */
  text: string | null;
}

/** A frame, explained. */
export interface ExplainedFrame {
  /** As in the source: `CanaryStream.onRequestHeaders`. */
  name: string;
  /** As the engine told it; null for a function that was copied into the one of the frame below. */
  rawName: string | null;
  index: number | null;
  offset: number | null;
  origin: Origin;
  /** `abort`: what ends the module after an error was found; `stub`: made by the compiler, only calls on. */
  role: "code" | "abort" | "stub";
  /** Whether the optimizer copied it into the function of the frame below: no engine knows of it. */
  inlined: boolean;
  location: FrameLocation | null;
}

/** A position as a location of which line and column are known. */
export function exactly({ file, line, column }: SourcePosition): FrameLocation {
  return { file, line, column, endLine: line, precision: "exact", text: null };
}
