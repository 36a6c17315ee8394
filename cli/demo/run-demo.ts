import { join } from "node:path";
import { directories } from "../../core/index.ts";
import { type EchoUpstream, findOrInstallEnvoy, type RunningEnvoy, startEcho, startEnvoy } from "../../envoy/index.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import { explainedError } from "../traps/explained-error.ts";
import { namedModules } from "../traps/named-modules.ts";
import { TrapExplainer } from "../traps/trap-explainer.ts";
import { type BuiltModule, buildModules } from "./build-modules.ts";
import { countedMetrics, type RouteCount } from "./counted-metrics.ts";
import { demoProxy, v2Weight } from "./proxy.ts";
import { measureSplit, type Split } from "./split.ts";
import { demoTokens } from "./tokens.ts";
import { type Decision, visit, visitors } from "./visitors.ts";

/** What the demo has shown. */
export interface DemoReport {
  engine: "envoy" | "docker";
  envoyVersion: string;
  modules: BuiltModule[];
  decisions: Decision[];
  split: Split & { wantedV2Percent: number };
  metrics: RouteCount[];
  /** Where Envoy answers, and a token that it takes; null where it was not asked to stay. */
  kept: { url: string; adminUrl: string; token: string } | null;
}

/** How to show it. */
export interface DemoOptions {
  keep: boolean;
  port: number;
  engine: "envoy" | "docker";
  envoy: string | undefined;
}

/** Builds, starts, asks and counts. */
export async function runDemo(ctx: CommandContext, options: DemoOptions): Promise<Outcome<DemoReport>> {
  const modules = await buildModules(ctx, join(directories(ctx).cache, "demo"));
  const tokens = await demoTokens();
  const [v1, v2] = [await upstream(ctx, "shop v1"), await upstream(ctx, "shop v2")];
  const paths = {
    authorization: modulePath(modules, "authorization"),
    headerRouting: modulePath(modules, "header-routing"),
    telemetry: modulePath(modules, "telemetry"),
  };
  const proxy = demoProxy(paths, tokens, { v1: v1.url, v2: v2.url });
  const envoy = await start(ctx, options, { ...proxy, listen: { port: options.port } });

  const step = ctx.progress.step("sending requests");
  const decisions: Decision[] = [];
  for (const visitor of visitors(tokens)) decisions.push(await visit(envoy.url, visitor));
  const split = await measureSplit(envoy.url, tokens.shopper, (done, all) => step.update(`${done} of ${all}`));
  step.done(`sent ${decisions.length + split.requests + split.beta.requests} requests`);

  const report: DemoReport = {
    engine: options.engine,
    envoyVersion: envoy.version,
    modules: Object.values(modules),
    decisions,
    split: { ...split, wantedV2Percent: v2Weight },
    metrics: await countedMetrics(envoy.admin),
    kept: options.keep ? { url: envoy.url, adminUrl: envoy.adminUrl, token: tokens.shopper } : null,
  };
  if (!options.keep) return { result: report };
  return { result: report, stay: async () => void (await envoy.exited) };
}

function modulePath(modules: Record<string, BuiltModule>, name: string): string {
  const built = modules[name];
  if (!built) throw new Error(`the demo has not built ${name}`);
  return built.module;
}

async function upstream(ctx: CommandContext, name: string): Promise<EchoUpstream> {
  const echo = await startEcho({ name });
  ctx.defer(() => echo.stop());
  return echo;
}

async function start(
  ctx: CommandContext,
  { engine, envoy: version }: DemoOptions,
  proxy: Parameters<typeof startEnvoy>[0],
): Promise<RunningEnvoy> {
  // Before the step, because it shows the progress of a download itself.
  const binary = await findOrInstallEnvoy(ctx, version === undefined ? {} : { version });
  const step = ctx.progress.step("starting Envoy");
  try {
    const envoy = await startEnvoy({ ...proxy, engine, version: binary.version }, ctx);
    ctx.defer(() => envoy.stop());
    step.done(`started Envoy ${envoy.version}`);
    return envoy;
  } catch (error) {
    step.fail();
    throw explainedError(error, new TrapExplainer(namedModules(proxy)), ctx.errorStyle);
  }
}
