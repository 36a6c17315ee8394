import { startEnvoy } from "../../../envoy/index.ts";
import type { Engine, ProxyPlan, RunningProxy } from "../../engine.ts";
import { unsupported } from "../../unsupported.ts";
import { Cleanup } from "../../wait/cleanup.ts";
import { Barrier } from "./barrier.ts";
import { listenerNames, testBootstrap } from "./bootstrap.ts";
import { EnvoyProxy } from "./envoy-proxy.ts";
import { Exchanges } from "./exchanges.ts";
import { PluginFolder } from "./plugin-folder.ts";
import { startUpstreams } from "./upstreams.ts";

/** An Envoy of this machine. */
export const envoyEngine: Engine = { name: "envoy", start: (plan) => start("envoy", plan) };

/** Envoy in a container. */
export const dockerEngine: Engine = { name: "docker", start: (plan) => start("docker", plan) };

async function start(engine: "envoy" | "docker", plan: ProxyPlan): Promise<RunningProxy> {
  if (plan.now !== undefined || plan.manualClock) throw unsupported(engine, "clock");
  if (plan.seed !== undefined) throw unsupported(engine, "random");
  if (plan.dns !== undefined) throw unsupported(engine, "dns");
  const cleanup = new Cleanup();
  try {
    return await startInto(cleanup, engine, plan);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function startInto(cleanup: Cleanup, engine: "envoy" | "docker", plan: ProxyPlan): Promise<RunningProxy> {
  const folder = await PluginFolder.make();
  cleanup.defer(() => folder.remove());
  const exchanges = new Exchanges();
  const upstreams = await startUpstreams(plan, exchanges);
  cleanup.defer(() => upstreams.stop());
  const plugins = [];
  for (const plugin of plan.plugins) plugins.push(await folder.place(plugin));
  const envoy = await startEnvoy({
    engine,
    bootstrap: testBootstrap(plan, plugins, upstreams.clusters),
    ecds: true,
    concurrency: plan.workers,
    componentLogLevel: `wasm:${plan.trace ? "trace" : envoyLevel(plan.logLevel)}`,
    // The access log is waited for
    args: ["--file-flush-interval-msec", "1"],
    ...(plan.envoyVersion && { version: plan.envoyVersion }),
  });
  cleanup.defer(() => envoy.stop());
  const barrier = await Barrier.start(envoy.urls[listenerNames.barrier] ?? "", envoy.logs, plan.workers);
  cleanup.defer(() => barrier.stop());
  const proxy = new EnvoyProxy({ engine, plan, envoy, barrier, exchanges, folder, cleanup });
  await proxy.settle();
  return proxy;
}

function envoyLevel(level: string): string {
  return level === "warn" ? "warning" : level;
}
