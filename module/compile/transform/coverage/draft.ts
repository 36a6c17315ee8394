import type { BranchPoint, BranchType, FilePoints, Place, PointTable } from "../../../coverage/point-table.ts";
import type { Range, Source } from "../../asc-types.ts";

/** The points of a module as they are found: all but the address of the counters. */
export type Draft = Pick<PointTable, "count" | "files">;

/** The points of one source file, to be added to. A counter is given by its index. */
export interface FileDraft {
  newCounter(): number;
  /** Adds a statement, with a new counter. */
  statement(range: Range): number;
  /** Adds a function, with a new counter. */
  function(name: string, declaration: Range, body: Range): number;
  branch(type: BranchType, range: Range): BranchDraft;
}

/** A branch, to be given the ways that there are. */
export interface BranchDraft {
  /** @param less Index of a counter whose count is to be taken off. */
  arm(range: Range, counter: number, less?: number): void;
}

/** Adds a file to the draft. */
export function draftFile(draft: Draft, source: Source): FileDraft {
  const points: FilePoints = { path: source.normalizedPath, statements: [], functions: [], branches: [] };
  const place = placesIn(source.text);
  draft.files.push(points);
  const newCounter = () => draft.count++;
  return {
    newCounter,
    statement(range) {
      const counter = newCounter();
      points.statements.push({ counter, place: place(range) });
      return counter;
    },
    function(name, declaration, body) {
      const counter = newCounter();
      points.functions.push({ counter, name, declaration: place(declaration), place: place(body) });
      return counter;
    },
    branch(type, range) {
      const branch: BranchPoint = { type, place: place(range), arms: [] };
      points.branches.push(branch);
      return {
        arm(armRange, counter, less) {
          branch.arms.push({ counter, ...(less !== undefined && { less }), place: place(armRange) });
        },
      };
    },
  };
}

/** Turns offsets in a text into lines and columns. */
function placesIn(text: string): (range: Range) => Place {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  function locate(offset: number): Place["start"] {
    const line = starts.findLastIndex((start) => start <= offset) + 1;
    return { line, column: offset - (starts[line - 1] ?? 0) };
  }
  return ({ start, end }) => ({ start: locate(start), end: locate(end) });
}
