import { differenceOf } from "../compare/difference.ts";
import type { RecordedVersion } from "../compare/recordings.ts";
import { runInEnvoy } from "../envoy/run-in-envoy.ts";
import { runOnHost } from "../host/run-on-host.ts";
import type { Scenario } from "../scenario/schema.ts";
import { randomScenario, requestsEach } from "./random-scenario.ts";

/** What came of exchanges by chance. */
export interface RandomResult {
  /** How many exchanges were compared. */
  exchanges: number;
  /** Of each seed that differs, the first place. */
  differences: { seed: number; lines: string[] }[];
}

/** Envoy's answer to a stream that hangs comes after five minutes; the host is there at once, and Envoy is believed. */
const hung = /[ ,]SI[ ,]/;

/** Envoy uses memory that it has given back, and may or may not end; the scenario `the second plugin replaces…` is one that does. */
const crashed = /^the proxy ends: crash$/;

/** How many scenarios go through Envoy before those of the next seeds are made. */
const atOnce = 100;

/** Compares the host with an Envoy in so many exchanges by chance, from this seed on. */
export async function compareRandom(
  version: RecordedVersion,
  firstSeed: number,
  exchanges: number,
): Promise<RandomResult> {
  const result: RandomResult = { exchanges: 0, differences: [] };
  for (let seed = firstSeed; result.exchanges < exchanges; seed += atOnce) {
    const left = Math.ceil((exchanges - result.exchanges) / requestsEach);
    await compareSeeds(version, seed, Math.min(atOnce, left), result);
  }
  return result;
}

async function compareSeeds(
  version: RecordedVersion,
  firstSeed: number,
  count: number,
  result: RandomResult,
): Promise<void> {
  const onHost = new Map<string, string[]>();
  const scenarios: Scenario[] = [];
  for (let seed = firstSeed; seed < firstSeed + count; ++seed) {
    const scenario = randomScenario(seed);
    const lines = await runOnHost(scenario, version);
    if (lines.some((line) => hung.test(line) || crashed.test(line))) continue;
    onHost.set(scenario.name, lines);
    scenarios.push(scenario);
  }
  // Two groups, for two Envoys at a time
  const half = Math.ceil(scenarios.length / 2);
  const areas = [scenarios.slice(0, half), scenarios.slice(half)].map((part, index) => ({
    area: `random ${index}`,
    about: "",
    // The first opens the connections to the upstreams, which all others then find
    scenarios: [{ name: "first", program: {} }, ...part],
  }));
  await runInEnvoy(version, areas, ({ scenario, lines }) => {
    const seed = /^seed (\d+)$/.exec(scenario.name)?.[1];
    if (seed === undefined) return;
    result.exchanges += requestsEach;
    const difference = differenceOf(lines, onHost.get(scenario.name) ?? []);
    if (difference) result.differences.push({ seed: Number(seed), lines: difference });
  });
}
