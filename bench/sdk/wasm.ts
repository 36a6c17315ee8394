import type { Context } from "../../core/index.ts";
import type { Report, Result } from "../report.ts";
import { moduleCases } from "./cases.ts";
import { type Guest, startGuest } from "./guest.ts";
import { factsOf } from "./report-of.ts";
import { median, quantile, shuffled } from "./statistics.ts";
import { mirror } from "./work.ts";

/** How much is measured. */
export interface WasmPlan {
  rounds: number;
  /** How long each case runs in a round: far longer than a process takes to wake up. */
  milliseconds: number;
  /** Streams of each case before the first round. */
  warmUp: number;
}

const fullPlan: WasmPlan = { rounds: 200, milliseconds: 15, warmUp: 100_000 };

/** The Wasm side of `sdk` alone: each filter in a Node of its own, with host calls that are nearly free. */
export async function benchSdkWasm(ctx: Context, plan: WasmPlan = fullPlan): Promise<Report> {
  const { cases, leftOut } = await moduleCases(ctx, "mirror", ["raw", "sdk", "strings", "rust", "gcore"]);
  const guests = new Map<string, Guest>();
  try {
    for (const { name, module } of cases) guests.set(name, await startGuest(module, "mirror"));
    const nanoseconds = await measure(guests, plan);
    const results: Result[] = [];
    const raw = median(nanoseconds.get("raw") ?? []);
    for (const { name, module } of cases) {
      const values = nanoseconds.get(name) ?? [];
      results.push({
        case: name,
        ns_per_request: median(values),
        best_ns: Math.min(...values),
        q1_ns: quantile(values, 0.25),
        q3_ns: quantile(values, 0.75),
        to_raw: median(values) / raw,
        ...(await factsOf(module, mirror)),
      });
    }
    return { name: "sdk-wasm", rounds: plan.rounds, results, left_out: leftOut };
  } finally {
    for (const guest of guests.values()) await guest[Symbol.asyncDispose]();
  }
}

/** Nanoseconds for a stream, by case, one for each round. */
async function measure(guests: ReadonlyMap<string, Guest>, plan: WasmPlan): Promise<Map<string, number[]>> {
  const wanted = Object.entries(mirror.added).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  const streams = new Map<string, number>();
  for (const [name, guest] of guests) {
    const { addedBytes } = await guest.run(plan.warmUp);
    if (addedBytes !== wanted) throw new Error(`${name} adds ${addedBytes} bytes, expected ${wanted}`);
    const { nanoseconds } = await guest.run(plan.warmUp);
    streams.set(name, Math.ceil((plan.milliseconds * 1e6) / nanoseconds));
  }
  const measured = new Map([...guests.keys()].map((name): [string, number[]] => [name, []]));
  for (let round = 0; round < plan.rounds; round++) {
    for (const [name, guest] of shuffled([...guests])) {
      measured.get(name)?.push((await guest.run(streams.get(name) ?? 0)).nanoseconds);
    }
  }
  return measured;
}
