/**
 * Setup file for vitest: what modules have counted is written after each test file. `mesh-wasm test --coverage` brings it along.
 *
 * @module
 */
import { afterAll } from "vitest";
import { processContext } from "../../core/index.ts";
import { writeCoverage } from "../../module/coverage/index.ts";
import { coverageVariable } from "./vm-counts.ts";

afterAll(() => {
  const directory = processContext().env[coverageVariable];
  if (directory) writeCoverage(directory);
});
