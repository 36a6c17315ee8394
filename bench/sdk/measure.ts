import type { Context } from "../../core/index.ts";
import { type BenchEnvoy, startBenchEnvoy } from "./bench-envoy.ts";
import type { Case } from "./cases.ts";
import { startLoad } from "./load.ts";
import { benchProxy } from "./proxy.ts";
import { shuffled } from "./statistics.ts";
import { checkResponse, requestText, type Work } from "./work.ts";

/** How much is measured. */
export interface Plan {
  rounds: number;
  /** Requests to each case in a round. */
  requests: number;
  /** Requests to each case before the first round. */
  warmUp: number;
}

/** Many short rounds: what disturbs the machine for a while then falls on all cases alike. */
export const fullPlan: Plan = { rounds: 1200, requests: 128, warmUp: 10_000 };

/**
 * Connections and requests per write. Envoy takes no more than two local replies waiting on a connection; with many
 * connections it wakes up seldom.
 */
export const traffic = { connections: 32, batch: 2 };

/** CPU time of Envoy's worker. */
export interface Measured {
  envoy: string;
  /** Microseconds per request, by case, one for each round. */
  microseconds: Map<string, number[]>;
}

/** Asks a listener for work, and measures it. */
export interface Listener {
  name: string;
  filtered: boolean;
}

/**
 * Measures all cases in one Envoy, in interleaved rounds of changing order, after a request to each that shows that all do
 * the same.
 */
export async function measureCases(ctx: Context, cases: readonly Case[], work: Work, plan: Plan): Promise<Measured> {
  await using envoy = await startBenchEnvoy(ctx, benchProxy(cases));
  const listeners = cases.map(({ name }) => ({ name, filtered: name !== "nothing" }));
  return await measureListeners(envoy, listeners, work, plan);
}

/** The same in an Envoy that runs already. */
export async function measureListeners(
  envoy: BenchEnvoy,
  listeners: readonly Listener[],
  work: Work,
  plan: Plan,
): Promise<Measured> {
  await using load = startLoad();
  const request = requestText(work);
  function send({ name }: Listener, requests: number): Promise<string> {
    return load.send({ port: envoy.portOf(name), request, requests, ...traffic });
  }

  for (const listener of listeners) {
    checkResponse(await send(listener, 0), work, listener.filtered);
  }
  for (const listener of listeners) await send(listener, plan.warmUp);
  const microseconds = new Map(listeners.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round < plan.rounds; round++) {
    for (const listener of shuffled(listeners)) {
      const before = await envoy.clock();
      await send(listener, plan.requests);
      const nanoseconds = (await envoy.clock()) - before;
      microseconds.get(listener.name)?.push(nanoseconds / plan.requests / 1000);
    }
  }
  envoy.checkLog();
  return { envoy: envoy.version, microseconds };
}
