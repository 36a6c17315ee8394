import type { Range } from "istanbul-lib-coverage";

/** Name of the custom section of a module that counts what runs. */
export const pointTableSection = "mesh-wasm-coverage";

/** What a module counts, and where: the custom section `mesh-wasm-coverage`, as JSON. */
export interface PointTable {
  version: 1;
  /** Where the counters begin in the module's memory: `count` unsigned integers of 32 bits, little-endian. */
  address: number;
  count: number;
  files: FilePoints[];
}

/** The points of a source file. Each has the index of its counter. */
export interface FilePoints {
  /** Relative to the project's folder, with slashes. */
  path: string;
  statements: StatementPoint[];
  functions: FunctionPoint[];
  branches: BranchPoint[];
}

/** A place where lines count from 1 and columns from 0, as istanbul has it. */
export type Place = Range;

export interface StatementPoint {
  counter: number;
  place: Place;
}

export interface FunctionPoint {
  counter: number;
  name: string;
  /** Of the name. */
  declaration: Place;
  /** Of the body. */
  place: Place;
}

/** istanbul's names of what branches: `if`, `? :`, `switch`, and the operands of `&&` and `||`. */
export type BranchType = "if" | "cond-expr" | "switch" | "binary-expr";

export interface BranchPoint {
  type: BranchType;
  place: Place;
  /** The ways that there are. */
  arms: BranchArm[];
}

export interface BranchArm {
  counter: number;
  /** A counter whose count is to be taken off: an `if` without `else` was not taken as often as it ran without running what is in it. */
  less?: number;
  place: Place;
}
