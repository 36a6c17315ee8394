import type { ByteString } from "../../../host/bytes.ts";
import { DnsResolver } from "../../../host/dns/dns-resolver.ts";
import { EventLoop } from "../../../host/event-loop.ts";
import { MetricStore } from "../../../host/shared/metrics.ts";
import { SharedData } from "../../../host/shared/shared-data.ts";
import { SharedQueues } from "../../../host/shared/shared-queues.ts";
import type { LoadedModule } from "../../../host/vm/loaded-module.ts";
import { VmContext } from "../../../host/wasm/context.ts";
import type { Plugin } from "../../../host/wasm/plugin.ts";
import { type LogLevel, logLevels, type Services } from "../../../host/wasm/services.ts";
import { Wasm } from "../../../host/wasm/wasm.ts";
import type { Env } from "../suite.ts";

/** What all VMs of a suite share: the clock, which stands still, and data, which outlives a test. */
export function scenarioServices(env: Env | undefined): Services {
  const now = env?.timeSecs ? env.timeSecs * 1_000_000_000n : 1_000_000n;
  const loop = new EventLoop();
  return {
    envoyMinor: 40,
    loop,
    loopLimit: 500_000_000,
    now: () => now,
    monotonic: () => now,
    random: (bytes) => void crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
    logLevel: logLevelOf(env),
    log: () => {},
    sharedData: new SharedData(),
    sharedQueues: new SharedQueues(),
    metrics: new MetricStore(),
    dns: new DnsResolver({}, { loop, track: () => {} }),
    trace: undefined,
    made: () => {},
    trapped: () => {},
  };
}

/** Info where the suite says nothing. */
function logLevelOf(env: Env | undefined): LogLevel {
  return logLevels[(env?.logLevel || 3) - 1] ?? "critical";
}

/** Loads a module into a VM of its own, for the plugin of the runner: without a root id. */
export function scenarioVm(module: LoadedModule, configuration: ByteString, services: Services): Wasm {
  const plugin: Plugin = {
    module,
    name: "test",
    rootId: "",
    vmId: "",
    configuration,
    vmConfiguration: "",
    environment: [],
    failurePolicy: "FAIL_CLOSED",
    reloadBackoff: 0,
    allowOnHeadersStopIteration: false,
    capabilities: undefined,
  };
  return new Wasm(plugin, services, "main", (wasm) => new VmContext(wasm));
}
