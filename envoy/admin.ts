import { setTimeout as sleep } from "node:timers/promises";
import { MeshWasmError } from "../core/index.ts";

/** The admin interface of a running Envoy. Every function throws MW0533 where Envoy refuses or does not answer. */
export interface EnvoyAdmin {
  /** Whether Envoy serves; false while it starts or drains. */
  ready(): Promise<boolean>;
  /** Counters and gauges by name. `filter` is a regular expression of Envoy (RE2) on the name. Metrics of plugins begin with `wasmcustom.`. */
  stats(filter?: string): Promise<Record<string, number>>;
  /**
   * Histograms by name that have recorded something. Envoy gathers them from its workers when it is asked for metrics, a
   * moment after it has answered; this asks until two answers are the same, which a busy worker can still miss.
   */
  histograms(filter?: string): Promise<Record<string, Histogram>>;
  /** All metrics in the text format of Prometheus, which drops the prefix `wasmcustom.`. */
  prometheus(filter?: string): Promise<string>;
  listeners(): Promise<EnvoyListener[]>;
  /** The configuration that Envoy runs with, or one part of it, such as `dynamic_listeners`. */
  configDump(resource?: string): Promise<unknown>;
  serverInfo(): Promise<ServerInfo>;
  /** Changes a log level at run time. Logger `wasm` at level `trace` logs every call between Envoy and plugins; `all` means every logger. */
  setLogLevel(logger: string, level: LogLevel): Promise<void>;
  /** Takes no new connections; open ones go on. */
  drainListeners(): Promise<void>;
}

export type LogLevel = "trace" | "debug" | "info" | "warning" | "error" | "critical" | "off";

/** What a histogram has recorded since Envoy started. */
export interface Histogram {
  /** How many values. */
  samples: number;
  /** Values by percentile, such as `P50` and `P99`, as precise as Envoy's buckets. */
  percentiles: Record<string, number>;
}

export interface EnvoyListener {
  name: string;
  address: string;
  port: number;
}

export interface ServerInfo {
  /** Such as `1.40.0`. */
  version: string;
  state: "LIVE" | "DRAINING" | "PRE_INITIALIZING" | "INITIALIZING";
  /** Everything that Envoy says about itself, under its own names. */
  raw: Record<string, unknown>;
}

/** What an idle worker needs to hand in its histograms, and more. */
const gatheringMilliseconds = 25;

/** The admin interface at a URL such as `http://127.0.0.1:9901`. */
export function envoyAdmin(url: string): EnvoyAdmin {
  return {
    ready: async () => (await request(url, "GET", "/ready")).ok,
    async stats(filter) {
      const { stats } = JSON.parse(await get(url, withFilter("/stats?format=json", filter))) as StatsAnswer;
      const numbers = stats.filter((stat): stat is { name: string; value: number } => typeof stat.value === "number");
      return Object.fromEntries(numbers.map(({ name, value }) => [name, value]));
    },
    async histograms(filter) {
      const path = withFilter("/stats?format=json&type=Histograms&histogram_buckets=detailed", filter);
      let before = await get(url, path);
      for (;;) {
        await sleep(gatheringMilliseconds);
        const answer = await get(url, path);
        if (answer === before) return histogramsOf(JSON.parse(answer) as HistogramAnswer);
        before = answer;
      }
    },
    prometheus: (filter) => get(url, withFilter("/stats/prometheus", filter)),
    async listeners() {
      const { listener_statuses = [] } = JSON.parse(await get(url, "/listeners?format=json")) as ListenersAnswer;
      return listener_statuses.flatMap(({ name, local_address: { socket_address: socket } }) =>
        socket ? [{ name, address: socket.address, port: socket.port_value }] : [],
      );
    },
    async configDump(resource) {
      return JSON.parse(
        await get(url, resource ? `/config_dump?resource=${encodeURIComponent(resource)}` : "/config_dump"),
      );
    },
    async serverInfo() {
      const raw = JSON.parse(await get(url, "/server_info")) as Record<string, unknown>;
      const [, version = ""] = String(raw["version"]).split("/");
      return { version, state: raw["state"] as ServerInfo["state"], raw };
    },
    async setLogLevel(logger, level) {
      await post(url, logger === "all" ? `/logging?level=${level}` : `/logging?${encodeURIComponent(logger)}=${level}`);
    },
    async drainListeners() {
      await post(url, "/drain_listeners");
    },
  };
}

/** Metrics whose value is a text, such as the version of a discovered filter. */
export async function textStats(url: string, filter: string): Promise<Record<string, string>> {
  const text = await get(url, withFilter("/stats?type=TextReadouts", filter));
  return Object.fromEntries(
    Array.from(text.matchAll(/^(.+): "(.*)"$/gm), ([, name = "", value = ""]) => [name, value]),
  );
}

interface StatsAnswer {
  stats: { name?: string; value?: number | string }[];
}

interface HistogramAnswer {
  stats: { histograms?: { supported_percentiles?: number[]; details?: HistogramDetail[] } }[];
}

interface HistogramDetail {
  name: string;
  totals?: { count: number }[];
  percentiles?: { cumulative: number | null }[];
}

interface ListenersAnswer {
  listener_statuses?: { name: string; local_address: { socket_address?: { address: string; port_value: number } } }[];
}

function histogramsOf(answer: HistogramAnswer): Record<string, Histogram> {
  const result: Record<string, Histogram> = {};
  for (const { supported_percentiles: at = [], details = [] } of answer.stats.flatMap(
    (stat) => stat.histograms ?? [],
  )) {
    for (const { name, totals = [], percentiles = [] } of details) {
      const samples = totals.reduce((sum, bucket) => sum + bucket.count, 0);
      if (samples === 0) continue;
      const values = percentiles.map(({ cumulative }, index) => [`P${at[index]}`, cumulative ?? 0] as const);
      result[name] = { samples, percentiles: Object.fromEntries(values) };
    }
  }
  return result;
}

function withFilter(path: string, filter: string | undefined): string {
  if (filter === undefined) return path;
  return `${path}${path.includes("?") ? "&" : "?"}filter=${encodeURIComponent(filter)}`;
}

async function get(url: string, path: string): Promise<string> {
  return textOf(path, await request(url, "GET", path));
}

async function post(url: string, path: string): Promise<void> {
  await textOf(path, await request(url, "POST", path));
}

async function request(url: string, method: string, path: string): Promise<Response> {
  try {
    return await fetch(`${url}${path}`, { method });
  } catch (cause) {
    throw new MeshWasmError("MW0533", `Envoy's admin interface at ${url} does not answer`, {
      details: cause instanceof Error ? [String(cause.cause ?? cause.message)] : [],
      cause,
    });
  }
}

async function textOf(path: string, response: Response): Promise<string> {
  const text = await response.text();
  if (response.ok) return text;
  throw new MeshWasmError("MW0533", `Envoy's admin interface answers ${path} with ${response.status}`, {
    details: text.trim().split("\n"),
  });
}
