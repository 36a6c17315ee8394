import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Bootstrap, type Listener, type RunningEnvoy, startEnvoy } from "../../../envoy/index.ts";
import type { Plugin } from "../scenario/defaults.ts";
import { clusters, startUpstreams, type Upstreams } from "./clusters.ts";
import { LineFeed } from "./line-feed.ts";
import { type PlaceModule, statsSink } from "./listener.ts";
import { warmUp, warmUpListener } from "./warm-up.ts";

/** What all scenarios of an Envoy share. */
export interface SessionOptions {
  version: string;
  workers: number;
  /** Stats sinks; their VMs last as long as the Envoy. */
  sinks: readonly Plugin[];
}

/** An Envoy that serves one scenario after the other, each with a listener and VMs of its own. */
export interface Session {
  readonly envoy: RunningEnvoy;
  /** What Envoy logs. */
  readonly feed: LineFeed;
  readonly upstreams: Upstreams;
  /** Id of the thread that loads configurations. */
  readonly mainThread: string;
  placeModule(wasm: Uint8Array): string;
  /** Opens and closes connections to upstreams, so that each scenario finds the same. */
  warmUp(): Promise<void>;
  /** Adds a listener; resolves to its port, or to why Envoy refuses it. */
  serve(listener: Listener): Promise<{ port: number } | { refused: string }>;
  /** Removes the listener; resolves when all VMs are gone. */
  retire(): Promise<void>;
  /** Value of one of Envoy's metrics. */
  stat(name: string): Promise<number>;
  stop(): Promise<void>;
}

/** Starts an Envoy whose listeners are read from a file. */
export async function startSession({ version, workers, sinks }: SessionOptions): Promise<Session> {
  const folder = mkdtempSync(join(tmpdir(), "mesh-wasm-conformance-"));
  mkdirSync(join(folder, "modules"));
  let updates = 0;
  let created = workers; // the listener that warms up

  function tell(listeners: readonly Listener[]): void {
    updates += 1;
    const type = "type.googleapis.com/envoy.config.listener.v3.Listener";
    const resources = listeners.map((listener) => ({ "@type": type, ...listener }));
    writeFileSync(join(folder, "new.json"), JSON.stringify({ version_info: String(updates), resources }));
    renameSync(join(folder, "new.json"), join(folder, "listeners.json"));
  }

  function placeModule(wasm: Uint8Array): string {
    const path = join(folder, "modules", `${createHash("sha256").update(wasm).digest("hex")}.wasm`);
    writeFileSync(path, wasm);
    return path;
  }

  tell([]);
  const feed = new LineFeed();
  let envoy: RunningEnvoy | undefined;
  const stat = async (name: string): Promise<number> =>
    (await envoy?.admin.stats(`^${name.replaceAll(".", "\\.")}$`))?.[name] ?? 0;
  const upstreams = await startUpstreams(stat);
  envoy = await startEnvoy({
    version,
    bootstrap: { ...bootstrapOf(upstreams, join(folder, "listeners.json")), ...statsOf(sinks, placeModule) },
    concurrency: workers,
    componentLogLevel: "wasm:trace",
    args: ["--drain-time-s", "0", "--drain-strategy", "immediate"],
  });
  const running = envoy;
  const warmUpPort = Number(new URL(running.urls[warmUpListener.name] ?? "").port);
  const mainThread = /^\[[^\]]+\]\[(\d+)\]/m.exec(running.logs.text())?.[1] ?? "";
  let vms = 0;
  const take = (line: string): void => {
    if (/Wasm created \d+ now active/.test(line)) vms += 1;
    else if (/~Wasm \d+ remaining active/.test(line)) vms -= 1;
    feed.add(line);
  };
  for (const line of running.logs.text().split("\n")) take(line);
  const vmsOfSinks = vms;
  running.logs.onLine(take);
  running.exited.then(({ code, signal }) => feed.end(signal ?? `status ${code}`));

  return {
    envoy: running,
    feed,
    upstreams,
    mainThread,
    stat,
    placeModule,
    warmUp: () => warmUp(upstreams, warmUpPort, workers, (filter) => running.admin.stats(filter)),
    async serve(listener) {
      const { name = "" } = listener;
      let refused: string | undefined;
      tell([listener]);
      // Newer Envoys say it of the listener before, too
      await feed.until((line) => {
        refused = /config update rejected: (.*)$/.exec(line)?.[1];
        return refused !== undefined || line.includes(`add/update listener '${name}'`);
      });
      if (refused !== undefined) return { refused };
      created += workers;
      while ((await stat("listener_manager.listener_create_success")) < created) await sleep(1);
      const own = (await running.admin.listeners()).find((entry) => entry.name === name);
      return { port: own?.port ?? 0 };
    },
    async retire() {
      tell([]);
      // Two threads whose VMs end at once may both say that the same number remains
      await feed.until(() => vms === vmsOfSinks);
    },
    async stop() {
      await running.stop();
      await upstreams.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Histograms are there when somebody asks for them. A sink is told every now and then instead. */
function statsOf(sinks: readonly Plugin[], place: PlaceModule): object {
  if (sinks.length === 0) return { stats_flush_on_admin: true };
  return { stats_flush_interval: "0.1s", stats_sinks: sinks.map((sink) => statsSink(sink, place)) };
}

function bootstrapOf(upstreams: Upstreams, listeners: string): Bootstrap {
  return {
    node: { id: "mesh-wasm", cluster: "mesh-wasm" },
    static_resources: { clusters: clusters(upstreams), listeners: [warmUpListener] },
    dynamic_resources: { lds_config: { path_config_source: { path: listeners }, resource_api_version: "V3" } },
  };
}
