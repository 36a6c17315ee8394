import type { FileCoverageData } from "istanbul-lib-coverage";
import type { BranchArm, FilePoints } from "./point-table.ts";

/** A file's points and counts in istanbul's form. */
export function fileCoverage(points: FilePoints, counts: ArrayLike<number>, path: string): FileCoverageData {
  const data: FileCoverageData = { path, statementMap: {}, fnMap: {}, branchMap: {}, s: {}, f: {}, b: {} };
  const count = (counter: number) => counts[counter] ?? 0;
  const taken = ({ counter, less }: BranchArm) => Math.max(0, count(counter) - (less === undefined ? 0 : count(less)));
  for (const [index, { counter, place }] of points.statements.entries()) {
    data.statementMap[index] = place;
    data.s[index] = count(counter);
  }
  for (const [index, { counter, name, declaration, place }] of points.functions.entries()) {
    data.fnMap[index] = { name, decl: declaration, loc: place, line: declaration.start.line };
    data.f[index] = count(counter);
  }
  for (const [index, { type, place, arms }] of points.branches.entries()) {
    data.branchMap[index] = { loc: place, type, locations: arms.map((arm) => arm.place), line: place.start.line };
    data.b[index] = arms.map(taken);
  }
  return data;
}
