// How many cases each decoder gets, and which: by default 100,000 of the same seed in each run.
//
//   MESH_WASM_FUZZ_CASES=5000000   more cases (or fewer)
//   MESH_WASM_FUZZ_SEED=7          other cases
//   MESH_WASM_FUZZ_ONLY=4711       only this case: the one that a failure names
import { test } from "vitest";
import { Random } from "./random.ts";

const cases = numberOf("MESH_WASM_FUZZ_CASES", 100_000);
const seed = numberOf("MESH_WASM_FUZZ_SEED", 1);
const only = numberOf("MESH_WASM_FUZZ_ONLY", -1);

/** A test of one decoder: `check` makes a case of the random source, gives it to the decoder and throws when it is wrong. */
export function fuzz(decoder: string, check: (random: Random, index: number) => void): void {
  test(`${decoder}: ${cases.toLocaleString("en")} cases`, () => {
    if (only >= 0) return runCase(check, only);
    for (let index = 0; index < cases; ++index) runCase(check, index);
  });
}

function runCase(check: (random: Random, index: number) => void, index: number): void {
  try {
    check(new Random(seed, index), index);
  } catch (cause) {
    const message = cause instanceof Error ? `${trapOf(cause)}${cause.message}` : String(cause);
    throw new Error(`seed ${seed}, case ${index}: ${message}`, { cause });
  }
}

/** The function of the module in which it has trapped. */
function trapOf({ stack = "" }: Error): string {
  const [, name] = /at (\S+) \(wasm:/.exec(stack) ?? [];
  return name ? `trap in ${name}: ` : "";
}

function numberOf(variable: string, otherwise: number): number {
  return Number(process.env[variable] ?? otherwise);
}
