import { setImmediate as turn } from "node:timers/promises";
import { MeshWasmError } from "../../../core/index.ts";
import { toText } from "../../../host/bytes.ts";
import { createHost, type EnvoyVersion, type Host, type HostOptions, type Route } from "../../../host/index.ts";
import { httpClusters, refusingCluster, tcpClusters } from "../envoy/clusters.ts";
import { normalised } from "../observe/normalise.ts";
import type { Observation } from "../observe/observation.ts";
import type { Wait } from "../peers/sender.ts";
import { accessLogPlugins, httpPlugins, type Plugin, statsSinkPlugins, tcpPlugins } from "../scenario/defaults.ts";
import { Exchange } from "../scenario/exchange.ts";
import type { Scenario } from "../scenario/schema.ts";
import { HostTcpUpstream, runHostTcp } from "./drive-host-tcp.ts";
import { connectToHost } from "./host-client.ts";
import { HostTrace } from "./host-trace.ts";
import { upstreamOf } from "./host-upstream.ts";
import { Outbox } from "./outbox.ts";

/** Runs a scenario on the host, and tells all that was visible. */
export async function driveHost(scenario: Scenario, version: EnvoyVersion): Promise<Observation> {
  const trace = new HostTrace();
  const tcp = new HostTcpUpstream();
  const outbox = new Outbox();
  const accessLog: string[] = [];
  let host: Host | undefined;
  let connections = 0;
  const exchange = new Exchange(scenario, {
    async connect(protocol) {
      // By turns, as the listeners of several workers in Envoy
      const worker = connections++ % (scenario.workers ?? 1);
      return connectToHost(host as Host, { protocol, worker }, (line) => accessLog.push(line));
    },
    wait: (text, times) => trace.until(text, times),
    idle: async () => host?.run(),
  });
  try {
    host = createHost(optionsOf(scenario, version, exchange, tcp, trace, outbox));
  } catch (error) {
    if (!(error instanceof MeshWasmError)) throw error;
    return observed(trace, error.code === "MW0528" ? { ended: "crash", calls: {} } : { refused: error.message });
  }
  const running = host;
  const wait: Wait = (text, times) => trace.until(text, times);
  const exchanged = scenario.tcpPlugins ? runHostTcp(scenario, running, tcp, wait) : exchange.run();
  const responses = await pumped(running, exchanged, trace, outbox);
  if (trace.crashed || !responses) return observed(trace, { ended: "crash", calls: {} });
  const metrics = metricsOf(running);
  running.shutDown();
  await pumped(running, exchange.settled(), trace, outbox);
  const arrived = { ...(scenario.tcpPlugins ? { tcp: tcp.messages() } : {}), ...exchange.arrived() };
  return observed(trace, { responses, upstream: arrived, metrics, accessLog });
}

function observed(trace: HostTrace, parts: Partial<Observation>): Observation {
  return normalised({ calls: trace.threads(), responses: [], upstream: {}, accessLog: [], metrics: {}, ...parts });
}

/** Lets the host run until a promise is kept or Envoy would have ended; where nothing else is to be done, time goes by. */
async function pumped<T>(host: Host, promise: Promise<T>, trace: HostTrace, outbox: Outbox): Promise<T | undefined> {
  let isSettled = false;
  const settled = promise.finally(() => {
    isSettled = true;
  });
  settled.catch(() => {}); // it is awaited below
  for (;;) {
    host.run();
    await turn();
    if (outbox.flush()) continue;
    if (isSettled) return await settled;
    if (host.loop.isBusy) continue;
    if (trace.crashed) return undefined;
    if (!host.loop.step()) throw new Error("the host has nothing left to do, and the scenario is not over");
  }
}

function metricsOf(host: Host): Record<string, number> {
  return Object.fromEntries(
    host.metrics
      .all()
      .filter(({ type, name }) => type !== "histogram" && name !== "")
      .map(({ name, value }) => [`wasmcustom.${toText(name)}`, Number(value)]),
  );
}

function optionsOf(
  scenario: Scenario,
  version: EnvoyVersion,
  exchange: Exchange,
  tcp: HostTcpUpstream,
  trace: HostTrace,
  outbox: Outbox,
): HostOptions {
  // Ports in Envoy have five digits, too
  const address = "127.0.0.1:40000";
  const ofTcp = tcpClusters.map((name) => ({ name, address, tcp: tcp.accept }));
  const refusing = { name: refusingCluster, address: "127.0.0.1:1" };
  const clusters = Object.keys(httpClusters).map((name) => ({
    name,
    address,
    http2: name !== "http1",
    connected: name !== "http1", // by the scenarios before
    upstream: upstreamOf(exchange.script(name), name !== "http1", outbox),
  }));
  return {
    envoyVersion: version,
    plugins: httpPlugins(scenario).map(pluginOf),
    tcpPlugins: tcpPlugins(scenario).map(pluginOf),
    accessLogPlugins: accessLogPlugins(scenario).map(pluginOf),
    statsSinkPlugins: statsSinkPlugins(scenario).map(pluginOf),
    workers: scenario.workers ?? 1,
    ...(scenario.routes ? { routes: scenario.routes as Route[] } : {}),
    clusters: scenario.tcpPlugins ? [...ofTcp, ...clusters, refusing] : [...clusters, refusing, ...ofTcp],
    // What name servers say of them
    dns: { "": [], "nothing.invalid": [] },
    ...(scenario.bufferLimit === undefined ? {} : { bufferLimit: scenario.bufferLimit }),
    logLevel: "trace",
    onLog: (line) => trace.log(line),
    onTrap: (trap, thread) => trace.trap(trap, thread),
    onTrace: (event) => trace.event(event),
  };
}

function pluginOf(plugin: Plugin): NonNullable<HostOptions["plugins"]>[number] {
  const { wasm, environment, capabilities, ...rest } = plugin;
  return { ...rest, module: wasm, environmentVariables: environment, allowedCapabilities: capabilities };
}
