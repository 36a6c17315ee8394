import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "../../core/index.ts";
import { type BenchEnvoy, startBenchEnvoy } from "../sdk/bench-envoy.ts";
import { benchProxy } from "../sdk/proxy.ts";
import { shuffled } from "../sdk/statistics.ts";
import type { CryptoCase } from "./cases.ts";
import { type Client, createClient } from "./client.ts";

/** How much is measured. */
export interface CryptoPlan {
  rounds: number;
  /** How long the worker is to work on a request: far longer than a request without a check takes. */
  milliseconds: number;
  /** Requests in a row, none of them faster than those before, after which V8 counts as done with optimizing a module. */
  steady: number;
}

/** Many short rounds: what disturbs the machine for a while then falls on all cases alike. */
export const fullCryptoPlan: CryptoPlan = { rounds: 400, milliseconds: 2, steady: 150 };

/** CPU time of Envoy's worker. */
export interface MeasuredCrypto {
  envoy: string;
  /** Microseconds per check, by case, one for each round. */
  microseconds: Map<string, number[]>;
}

/** Measures all cases in one Envoy, in interleaved rounds of changing order, after each has told right from wrong. */
export async function measureCrypto(
  ctx: Context,
  cases: readonly CryptoCase[],
  plan: CryptoPlan,
): Promise<MeasuredCrypto> {
  await using envoy = await startBenchEnvoy(ctx, benchProxy(cases));
  using client = createClient();
  for (const each of cases) await tellRightFromWrong(each, envoy, client);
  const counts = new Map<CryptoCase, number>();
  for (const each of cases) counts.set(each, await warmUp(each, envoy, client, plan));

  const microseconds = new Map(cases.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round < plan.rounds; round++) {
    for (const [each, count] of shuffled([...counts])) {
      const without = await nanosecondsOf(each, 0, envoy, client);
      const nanoseconds = await nanosecondsOf(each, count, envoy, client);
      microseconds.get(each.name)?.push((nanoseconds - without) / count / 1000);
    }
  }
  envoy.checkLog();
  return { envoy: envoy.version, microseconds };
}

async function tellRightFromWrong({ name, algorithm }: CryptoCase, envoy: BenchEnvoy, client: Client): Promise<void> {
  for (const [index] of algorithm.signatures.entries()) {
    const valid = await client.ask(envoy.portOf(name), `/${index}/2`);
    const expected = index === 0 ? "2" : "0";
    if (valid !== expected) throw new Error(`${name}: signature ${index} was valid ${valid} times, not ${expected}`);
  }
}

/** Asks until it gets no faster; tells how many checks take as long as planned. */
async function warmUp(each: CryptoCase, envoy: BenchEnvoy, client: Client, plan: CryptoPlan): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  let count = 1;
  for (let steady = 0; steady < plan.steady; steady++) {
    const nanoseconds = (await nanosecondsOf(each, count, envoy, client)) / count;
    if (nanoseconds < 0.98 * fastest) steady = 0;
    fastest = Math.min(fastest, nanoseconds);
    count = Math.max(1, Math.round((plan.milliseconds * 1e6) / fastest));
  }
  return count;
}

/** CPU time of a request with so many checks. */
async function nanosecondsOf({ name }: CryptoCase, count: number, envoy: BenchEnvoy, client: Client): Promise<number> {
  const before = await envoy.clock();
  const valid = await client.ask(envoy.portOf(name), `/0/${count}`);
  if (valid !== String(count)) throw new Error(`${name}: ${valid} of ${count} signatures were valid`);
  // The time of a thread is counted when it goes to sleep, shortly after the response
  await pause(1);
  return (await envoy.clock()) - before;
}
