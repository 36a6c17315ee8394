import type { CoverageMap } from "istanbul-lib-coverage";
import { MeshWasmError } from "../../core/index.ts";

/** How many per cent have to have run, at least. */
export interface CoverageThresholds {
  statements?: number;
  branches?: number;
  functions?: number;
  lines?: number;
}

/**
 * Checks coverage against thresholds.
 *
 * @throws MeshWasmError MW0451 with each measure that is below, and the files that lack most of it.
 */
export function checkThresholds(map: CoverageMap, thresholds: CoverageThresholds): void {
  const summary = map.getCoverageSummary();
  const missed = measures.filter((measure) => summary[measure].pct < (thresholds[measure] ?? 0));
  if (missed.length === 0) return;
  const sentences = missed.map((measure) => `${measure} ${summary[measure].pct} % of ${thresholds[measure]} %`);
  throw new MeshWasmError("MW0451", `too little is covered: ${sentences.join(", ")}`, {
    details: missed.flatMap((measure) => leastCovered(map, measure)),
  });
}

const measures = ["statements", "branches", "functions", "lines"] as const;

function leastCovered(map: CoverageMap, measure: (typeof measures)[number]): string[] {
  const files = map.files().map((path) => ({ path, ...map.fileCoverageFor(path).toSummary()[measure] }));
  const lacking = files.filter(({ covered, total }) => covered < total);
  lacking.sort((a, b) => b.total - b.covered - (a.total - a.covered));
  return lacking.slice(0, 3).map(({ path, covered, total }) => `${path}: ${covered} of ${total} ${measure}`);
}
