import type { Context } from "../../core/index.ts";
import type { Report, Result } from "../report.ts";
import { startBenchEnvoy } from "./bench-envoy.ts";
import { moduleCases, nothing, wasmFilter } from "./cases.ts";
import { holdStreams } from "./hold.ts";
import { fullPlan, type Measured, measureListeners, type Plan } from "./measure.ts";
import { benchProxy } from "./proxy.ts";
import { factsOf } from "./report-of.ts";
import { drawn, interval, median } from "./statistics.ts";
import { mirror } from "./work.ts";

/**
 * The cost of a request while others are open in the same VM, waiting for their upstream, against the same filter in a VM
 * without: both are there all the time, so that a round measures one soon after the other.
 */
export async function benchSdkStreams(ctx: Context, plan: Plan = streamsPlan, held: number = 1000): Promise<Report> {
  const { cases, leftOut } = await moduleCases(ctx, "mirror", ["raw", "sdk", "rust", "gcore"]);
  const pairs = [nothing, ...cases].flatMap(({ name, module }) =>
    [name, busy(name)].map((vm) => ({ name: vm, filters: module ? [wasmFilter(vm, "mirror", module)] : [] })),
  );
  await using streams = await holdStreams();
  await using envoy = await startBenchEnvoy(ctx, benchProxy(pairs, streams));
  const names = ["nothing", ...cases.map(({ name }) => name)];
  for (const name of names) await streams.open(envoy.portOf(busy(name)), held);
  const listeners = pairs.map(({ name, filters }) => ({ name, filtered: filters.length > 0 }));
  const measured = await measureListeners(envoy, listeners, mirror, plan);
  const results: Result[] = [];
  for (const name of names) {
    const module = cases.find((each) => each.name === name)?.module;
    results.push({
      case: name,
      open_streams: held,
      ...growthOf(measured, name),
      ...(module ? await factsOf(module, mirror) : {}),
    });
  }
  return { name: "sdk-streams", rounds: plan.rounds, envoy: measured.envoy, results, left_out: leftOut };
}

const streamsPlan: Plan = { ...fullPlan, rounds: 600 };

/** The listener whose VM has the open streams. */
function busy(name: string): string {
  return `${name}-busy`;
}

function growthOf({ microseconds }: Measured, name: string) {
  const alone = microseconds.get(name) ?? [];
  const crowded = microseconds.get(busy(name)) ?? [];
  const growth = crowded.map((value, round) => value - (alone[round] ?? Number.NaN));
  const [low, high] = interval(growth.length, (rounds) => median(drawn(growth, rounds)));
  return {
    cpu_us_per_request: median(alone),
    with_open_us_per_request: median(crowded),
    growth_us: median(growth),
    growth_low_us: low,
    growth_high_us: high,
  };
}
