import type { Context } from "../../core/index.ts";
import type { HostCase } from "../host.ts";
import { startBenchEnvoy } from "../sdk/bench-envoy.ts";
import { nothing, wasmFilter } from "../sdk/cases.ts";
import { startLoad } from "../sdk/load.ts";
import { traffic } from "../sdk/measure.ts";
import { benchProxy } from "../sdk/proxy.ts";
import { checkResponse, mirror, requestText } from "../sdk/work.ts";

/** Envoy with the filter, and without one. */
export interface EnvoyCases extends AsyncDisposable {
  version: string;
  cases: HostCase[];
  /** @throws Error where Envoy has complained */
  check(): void;
}

/** Starts an Envoy with one worker, whose CPU time counts, and a client in a process of its own. */
export async function envoyCases(ctx: Context, module: string, exchanges: number): Promise<EnvoyCases> {
  const listeners = [
    { name: "envoy", filters: [wasmFilter("mirror", "mirror", module)] },
    { ...nothing, name: "envoy-nothing" },
  ];
  const envoy = await startBenchEnvoy(ctx, benchProxy(listeners));
  const load = startLoad();
  const request = requestText(mirror);

  function send(name: string, requests: number): Promise<string> {
    return load.send({ port: envoy.portOf(name), request, requests, ...traffic });
  }

  try {
    for (const { name, filters } of listeners) checkResponse(await send(name, 0), mirror, filters.length > 0);
  } catch (error) {
    await stop();
    throw error;
  }

  async function stop(): Promise<void> {
    await load[Symbol.asyncDispose]();
    await envoy[Symbol.asyncDispose]();
  }

  return {
    version: envoy.version,
    cases: listeners.map(({ name }) => ({
      name,
      async measure() {
        const before = await envoy.clock();
        await send(name, exchanges);
        return ((await envoy.clock()) - before) / exchanges / 1000;
      },
    })),
    check: () => envoy.checkLog(),
    [Symbol.asyncDispose]: stop,
  };
}
