import type { Context } from "../core/index.ts";
import type { Report, Result } from "./report.ts";
import { type SoakLoad, startLoad } from "./soak/load.ts";
import type { SoakAnswer } from "./soak/load-process.ts";
import { type Memory, type SoakProxy, startSoakProxy } from "./soak/proxy.ts";
import { verdictOn } from "./soak/verdict.ts";

/** How many requests, and how many of them with each configuration. */
export interface SoakPlan {
  requests: number;
  /** Requests from one change of the configuration to the next. */
  each: number;
}

/** Two million requests, or as many as `--requests N` says. */
export function soakPlan(args: readonly string[] = process.argv.slice(2)): SoakPlan {
  const [, given] = /--requests[= ](\d+)/.exec(args.join(" ")) ?? [];
  return { requests: Number(given ?? 2_000_000), each: 2000 };
}

/**
 * Requests with bodies, calls, timers and changes of the configuration through one Envoy: memory must stay as it is once all
 * is warm, no request may be answered wrongly, and nothing may trap. What does not hold makes the process end with status 1.
 */
export async function benchSoak(ctx: Context, plan: SoakPlan = soakPlan()): Promise<Report> {
  await using load = await startLoad();
  await using proxy = await startSoakProxy(ctx, load.upstream);
  const started = performance.now();
  const total: SoakAnswer = { bytes: 0, calls: 0, wrong: 0, fault: "" };
  const samples: Memory[] = [];
  const rounds = Math.ceil(plan.requests / plan.each);
  for (let round = 0; round < rounds; round++) {
    add(total, await serve(load, proxy, plan, round));
    samples.push(await proxy.sample());
    if (process.stderr.isTTY)
      process.stderr.write(`\r${(round + 1) * plan.each} requests, ${shown(samples.at(-1))}   `);
  }
  if (process.stderr.isTTY) process.stderr.write("\n");
  const seconds = (performance.now() - started) / 1000;
  const faults = proxy.faults();
  const memory = (["pages", "rss_kib", "vms"] as const).map((kind) => {
    return { case: kind, ...verdictOn(samples.map((sample) => sample[kind])) };
  });
  const failed = total.wrong > 0 || faults.length > 0 || memory.some(({ flat }) => flat === "no");
  if (failed) process.exitCode = 1;
  const log: Result = { case: "log", faults: faults.length, ...firstOf(faults[0]) };
  const results = [requestsOf(total, rounds * plan.each, seconds), ...memory, log];
  return { name: "soak", rounds, envoy: proxy.version, results };
}

/** Requests of one round; the configuration of the next version comes in the midst of them. */
async function serve(load: SoakLoad, proxy: SoakProxy, { each }: SoakPlan, round: number): Promise<SoakAnswer> {
  const order = { port: proxy.port, first: round * each, requests: each, versions: [round, round + 1] as const };
  const [answer] = await Promise.all([load.send(order), proxy.configure(round + 1)]);
  return answer;
}

function add(total: SoakAnswer, { bytes, calls, wrong, fault }: SoakAnswer): void {
  total.bytes += bytes;
  total.calls += calls;
  total.wrong += wrong;
  total.fault ||= fault;
}

function requestsOf({ bytes, calls, wrong, fault }: SoakAnswer, requests: number, seconds: number): Result {
  const body_mb = bytes / 1e6;
  return {
    case: "requests",
    requests,
    seconds,
    per_second: requests / seconds,
    body_mb,
    calls,
    wrong,
    ...firstOf(fault),
  };
}

/** The first thing that went wrong, if anything did. */
function firstOf(fault: string | undefined): { first_fault?: string } {
  return fault ? { first_fault: fault.slice(0, 300) } : {};
}

function shown(memory: Memory | undefined): string {
  return memory ? `${memory.pages} pages, ${memory.rss_kib} KiB, ${memory.vms} VMs` : "";
}
