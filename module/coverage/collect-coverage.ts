import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import libCoverage, { type CoverageMap } from "istanbul-lib-coverage";
import { fileCoverage } from "./file-coverage.ts";
import type { PointTable } from "./point-table.ts";
import { pointTableText } from "./read-point-table.ts";

const collectedKey = Symbol.for("mesh-wasm.coverage");

/** What was counted in this process by modules of the same points. */
interface Counted {
  table: PointTable;
  projectDir: string;
  counts: Float64Array;
}

/** Kept at the process: a test runner may load this file more than once, beside what a setup file imports. */
const place = globalThis as { [collectedKey]?: Map<string, Counted> };

/** By the text of the points and the project's folder. */
function collected(): Map<string, Counted> {
  place[collectedKey] ??= new Map();
  return place[collectedKey];
}

/**
 * Adds up what a VM has counted, for {@link writeCoverage} and {@link coverageOfProcess}. Called once for each VM, when it has
 * done its work or trapped; the memory of a VM that trapped is as good as any.
 *
 * @param module The module's bytes.
 * @param memory The VM's memory; `null` counts the module's files with nothing having run.
 * @param projectDir The folder that the module was compiled in. Default: the current one.
 * @returns whether the module counts; `false` for one that was not compiled with `coverage`.
 *
 * @example
 * const { wasm } = await compile({ entry, projectDir, name: "hello", mode: "debug", coverage: true });
 * const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), imports);
 * collectCoverage(wasm, exports.memory, projectDir);
 */
export function collectCoverage(
  module: Uint8Array,
  memory: WebAssembly.Memory | null,
  projectDir: string = process.cwd(),
): boolean {
  const text = pointTableText(module);
  if (text === null) return false;
  const key = `${resolve(projectDir)}\0${text}`;
  const counted = collected().get(key) ?? newCounted(text, projectDir);
  collected().set(key, counted);
  if (memory) addCounts(counted, memory.buffer);
  return true;
}

function newCounted(text: string, projectDir: string): Counted {
  const table: PointTable = JSON.parse(text);
  return { table, projectDir: resolve(projectDir), counts: new Float64Array(table.count) };
}

function addCounts({ table, counts }: Counted, buffer: ArrayBufferLike): void {
  const counters = new DataView(buffer, table.address, table.count * 4);
  for (let index = 0; index < counts.length; index++) {
    counts[index] = (counts[index] ?? 0) + counters.getUint32(index * 4, true);
  }
}

/** What was collected in this process and not written yet, by absolute paths. */
export function coverageOfProcess(): CoverageMap {
  const map = libCoverage.createCoverageMap({});
  for (const { table, projectDir, counts } of collected().values()) {
    for (const points of table.files)
      map.addFileCoverage(fileCoverage(points, counts, resolve(projectDir, points.path)));
  }
  return map;
}

/**
 * Writes what was collected in this process to a file of its own in a folder, and begins anew. Any number of processes write
 * to one folder; {@link readCoverage} adds them up. Synchronous, so that it can be done when a process ends.
 *
 * @returns the file's path; `null` where nothing was collected.
 */
export function writeCoverage(directory: string): string | null {
  if (collected().size === 0) return null;
  const path = join(directory, `${process.pid}-${randomUUID()}.json`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(path, JSON.stringify(coverageOfProcess()));
  collected().clear();
  return path;
}
