import { processContext } from "../../../core/index.ts";
import { createHost, type HostOptions } from "../../../host/index.ts";
import { VmCounts } from "../../coverage/vm-counts.ts";
import type { Engine, PluginKind, ProxyPlan, RunningProxy } from "../../engine.ts";
import { LogBook } from "../../logs/log-book.ts";
import { TrapExplainer } from "../../traps/trap.ts";
import { HostClusters } from "./host-clusters.ts";
import { hostPlugin, withFrames } from "./host-plugin.ts";
import { HostProxy } from "./host-proxy.ts";
import { HostRecorder } from "./host-recorder.ts";
import { likeEnvoy } from "./like-envoy.ts";

/** The host of mesh-wasm, in this process. */
export const hostEngine: Engine = {
  name: "host",
  async start(plan: ProxyPlan): Promise<RunningProxy> {
    const recorder = new HostRecorder(plan, {
      logs: new LogBook(),
      traps: [],
      refusals: [],
      trace: [],
      explainer: new TrapExplainer(plan.plugins),
    });
    const clusters = new HostClusters(plan);
    const counts = new VmCounts(processContext().env);
    const host = started(plan, recorder, clusters, counts);
    return new HostProxy({ host, plan, recorder, clusters, counts, envoyVersion: likeEnvoy(plan.envoyVersion) });
  },
};

function started(
  plan: ProxyPlan,
  recorder: HostRecorder,
  clusters: HostClusters,
  counts: VmCounts,
): ReturnType<typeof createHost> {
  const of = (kind: PluginKind) => plan.plugins.filter((plugin) => plugin.kind === kind).map(hostPlugin);
  try {
    return createHost({
      plugins: of("http"),
      tcpPlugins: of("tcp"),
      accessLogPlugins: of("accessLog"),
      envoyVersion: likeEnvoy(plan.envoyVersion),
      workers: plan.workers,
      routes: plan.routes as HostOptions["routes"],
      clusters: clusters.options,
      bufferLimit: plan.bufferLimitBytes,
      node: plan.node as HostOptions["node"],
      dynamicMetadata: plan.metadata && { filter_metadata: plan.metadata as never },
      filterState: plan.filterState,
      listenerMetadata: plan.listenerMetadata && { filter_metadata: plan.listenerMetadata as never },
      logLevel: plan.logLevel,
      now: plan.now,
      seed: plan.seed,
      dns: plan.dns,
      onLog: (line) => recorder.log(line),
      onTrap: (trap, thread) => recorder.trapped(trap, thread),
      onVm: (vm) => counts.add(vm),
      ...(plan.trace && { onTrace: (event) => recorder.trace(event) }),
    });
  } catch (error) {
    counts.collect();
    throw withFrames(error, recorder.sinks.traps);
  }
}
