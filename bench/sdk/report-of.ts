import { readFile } from "node:fs/promises";
import type { Report, Result } from "../report.ts";
import type { Case, LeftOut } from "./cases.ts";
import { compare } from "./compare.ts";
import type { Measured } from "./measure.ts";
import { hostCallsOf, hostFilter } from "./node-host.ts";
import type { Work } from "./work.ts";

/** The report of a benchmark in Envoy. */
export async function reportOf(
  name: string,
  work: Work,
  { cases, leftOut }: { cases: readonly Case[]; leftOut: readonly LeftOut[] },
  { envoy, microseconds }: Measured,
): Promise<Report> {
  const results: Result[] = [];
  for (const { name: each, module } of cases) {
    results.push({ case: each, ...compare(microseconds, each), ...(module ? await factsOf(module, work) : {}) });
  }
  return { name, rounds: microseconds.get("nothing")?.length ?? 0, envoy, results, left_out: [...leftOut] };
}

/** Of a module: its size, and how often host and filter call each other for one request. */
export async function factsOf(module: string, work: Work): Promise<Omit<Result, "case">> {
  const wasm = await readFile(module);
  const { callbacks } = hostFilter(wasm, work);
  return { bytes: wasm.length, host_calls: hostCallsOf(wasm, work).length, callbacks };
}
