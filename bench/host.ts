import { join } from "node:path";
import type { Context } from "../core/index.ts";
import { packageRoot } from "../module/index.ts";
import { envoyCases } from "./host/envoy-cases.ts";
import { plainPrograms } from "./host/plain-programs.ts";
import { programCase } from "./host/program-case.ts";
import { requestHeaders } from "./host/request-headers.ts";
import type { Report, Result } from "./report.ts";
import { buildSdk } from "./sdk/modules/sdk.ts";
import { median, shuffled } from "./sdk/statistics.ts";
import { mirror } from "./sdk/work.ts";

/** How much is measured. */
export interface HostPlan {
  rounds: number;
  /** Exchanges in a round: of our host, of the peer, of Envoy. */
  exchanges: { host: number; peer: number; envoy: number };
  /** Rounds before the first one that counts. */
  warmUp: number;
  /** How many fresh modules are loaded in a round. */
  loads: number;
}

const fullPlan: HostPlan = { rounds: 25, exchanges: { host: 10_000, peer: 500, envoy: 2048 }, warmUp: 8, loads: 4 };

/** One way of having a filter see an exchange. */
export interface HostCase {
  name: string;
  /** Resolves to the microseconds of CPU time of one exchange. */
  measure(): Promise<number>;
}

/** What issue 5 asks for: exchanges in a second of one core, how many times the peer's, and milliseconds of a first request. */
const bars = { exchangesPerSecond: 100_000, timesPeer: 20, loadMilliseconds: 5 };

const unavailable = {
  case: "fastedge-test",
  reason: "@gcoredev/fastedge-test is on no registry (E404); peer-design re-creates what it documents",
};

/**
 * Exchanges without a request body through the filter `mirror`: on our host with an upstream, and with a proxy that answers
 * by itself; in the design of a peer, which starts the module for every hook; and in one worker of Envoy, which answers by
 * itself. Each case is alone in its process. What counts is CPU time, so that a busy machine changes little: an exchange's
 * in microseconds, and how many go into a second. Beside it the time from a module's bytes to its first response.
 */
export async function benchHost(ctx: Context, plan: HostPlan = fullPlan): Promise<Report> {
  const module = join(await buildSdk(ctx), "mirror.wasm");
  const headers = JSON.stringify(requestHeaders(mirror));
  const host = join(packageRoot(), "dist/host/index.js");
  await using programs = await plainPrograms();
  const program = programs.file("host-program");
  const { exchanges } = plan;
  await using ours = await programCase("host", program, [host, module, headers], exchanges.host);
  await using direct = await programCase("host-direct", program, [host, module, headers, "direct"], exchanges.host);
  await using peer = await programCase("peer-design", programs.file("peer-program"), [module, headers], exchanges.peer);
  // A process of its own: what many modules teach the engine is no help to the one that serves
  await using loader = await programCase("host", program, [host, module, headers], exchanges.host);
  await using envoy = await envoyCases(ctx, module, exchanges.envoy);
  checkAdded(await ours.lastHeaders());
  checkAdded(await direct.lastHeaders());

  const cases: HostCase[] = [ours, direct, peer, ...envoy.cases];
  for (let round = 0; round < plan.warmUp; round++) for (const each of cases) await each.measure();
  const microseconds = new Map(cases.map(({ name }): [string, number[]] => [name, []]));
  const loads: number[] = [];
  for (let round = 0; round < plan.rounds; round++) {
    for (const each of shuffled(cases)) microseconds.get(each.name)?.push(await each.measure());
    loads.push(...(await loader.load(plan.loads)));
  }
  envoy.check();
  return {
    name: "host",
    rounds: plan.rounds,
    envoy: envoy.version,
    results: cases.map(({ name }) => resultOf(name, microseconds, loads)),
    left_out: [unavailable],
  };
}

/** A case beside our host. `to_bar` is 1 where a bar is just met, and more where it is surpassed. */
function resultOf(
  name: string,
  microseconds: ReadonlyMap<string, readonly number[]>,
  loads: readonly number[],
): Result {
  const own = microseconds.get(name) ?? [];
  const ours = microseconds.get("host") ?? [];
  const us_per_exchange = median(own);
  const exchanges_per_second = 1e6 / us_per_exchange;
  const to_host = median(own.map((value, round) => value / (ours[round] ?? Number.NaN)));
  const load_first_request_ms = median(loads);
  return {
    case: name,
    exchanges_per_second,
    us_per_exchange,
    to_host,
    ...(name === "peer-design" && { to_bar: to_host / bars.timesPeer }),
    ...(name === "host" && {
      to_bar: exchanges_per_second / bars.exchangesPerSecond,
      load_first_request_ms,
      load_to_bar: bars.loadMilliseconds / load_first_request_ms,
    }),
  };
}

function checkAdded(headers: readonly (readonly [string, string])[]): void {
  const got = new Map(headers);
  for (const [name, value] of Object.entries(mirror.added)) {
    if (got.get(name) !== value) throw new Error(`the host's response has no ${name}: ${JSON.stringify(headers)}`);
  }
}
