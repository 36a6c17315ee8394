import { MeshWasmError } from "../../../core/index.ts";
import type { loadChain, TestFilter } from "../../../testing/index.ts";

// What a test may say wrongly. The compiler refuses most of it, but test runners do not look at types.

const cycle: Record<string, unknown> = {};
cycle["itself"] = cycle;

const toApi = { route: { cluster: "api" } };

/** Options of `loadFilter`. */
export const options: unknown[] = [
  null,
  [],
  5,
  { configuraton: {} },
  { kind: "htp" },
  { name: 5 },
  { name: "" },
  { name: "a:b" },
  { name: "a\nb" },
  { rootId: 5 },
  { vmId: null },
  { configuration: () => 1 },
  { configuration: { limits: [1n] } },
  { configuration: { rate: Number.NaN } },
  { configuration: new Map() },
  { configuration: new Uint8Array(2) },
  { configuration: cycle },
  { vmConfiguration: Symbol("x") },
  { environmentVariables: { A: 1 } },
  { environmentVariables: ["A"] },
  { failurePolicy: "fail_open" },
  { allowOnHeadersStopIteration: "yes" },
  { engine: "envy" },
  { envoyVersion: 1.38 },
  { envoyVersion: "new" },
  { upstream: null },
  { upstream: "hello" },
  { upstream: { statuss: 500 } },
  { upstream: { status: "200" } },
  { upstream: { status: 99 } },
  { upstream: { headers: 5 } },
  { upstream: { headers: { "x-a": null } } },
  { upstream: { headers: ["x-a", "b"] } },
  { upstream: { body: 5 } },
  { upstream: { body: { a: 1 } } },
  { upstream: { json: { a: 1n } } },
  { upstream: { trailers: "x" } },
  { upstream: { delay: "1s" } },
  { upstream: { delay: -1 } },
  { upstream: { reset: 1 } },
  { upstream: { grpc: { status: "OK" } } },
  { upstream: { grpc: { messages: "x" } } },
  { upstream: { stream: 5 } },
  { upstream: { unreachable: false } },
  { upstream: { url: "http://localhost:8080", status: 200 } },
  { clusters: [] },
  { clusters: { auth: 200 } },
  { clusters: { auth: undefined } },
  { clusters: { auth: { statu: 200 } } },
  { clusters: { "": {} } },
  { clusters: { auth: "localhost:8080" } },
  { clusters: { auth: "https://localhost:8080" } },
  { clusters: { auth: "http://localhost:8080/path" } },
  { clusters: { upstream: {} } },
  { clusterSettings: { upstrem: {} } },
  { clusterSettings: { upstream: { proto: "HTTP/1.1" } } },
  { clusterSettings: { upstream: { protocol: "h2" } } },
  { clusterSettings: { upstream: { metadata: { team: "shop" } } } },
  { upstream: "http://localhost:8080", clusterSettings: { upstream: { protocol: "HTTP/2" } } },
  { routes: {} },
  { routes: [{}] },
  { routes: [{ mach: {}, ...toApi }] },
  { routes: [toApi] },
  { routes: [toApi], clusters: { apis: {} } },
  { routes: [{ route: { cluster: "" } }] },
  { routes: [{ route: {} }] },
  { routes: [{ route: { weightedClusters: [{ name: "v2", weight: 1 }] } }] },
  { routes: [{ route: { weightedClusters: [{ name: "upstream", weight: 0 }] } }] },
  { routes: [{ match: { headers: { "x-a": "1" } }, route: { cluster: "upstream" } }] },
  { routes: [{ direct_response: { status: 200 } }] },
  { routes: [{ directResponse: { status: 99 } }] },
  { routes: [{ directResponse: { status: 204, body: "x" } }] },
  { routes: [{ directResponse: { status: 200, body: "x".repeat(5000) } }] },
  { workers: 1.5 },
  { workers: 0 },
  { node: { idd: "edge" } },
  { node: { metadata: "x" } },
  { metadata: { "envoy.lb": "canary" } },
  { metadata: { "": {} } },
  { filterState: { user: 5 } },
  { filterState: { "wasm.user": "anna" } },
  { listenerMetadata: [] },
  { bufferLimitBytes: -1 },
  { bufferLimitBytes: 2 ** 32 },
  { logLevel: "warning" },
  { now: "garbage" },
  { now: -1 },
  { clock: "fast" },
  { seed: 1.5 },
  { dns: { "auth.example": "10.0.0.1" } },
  { dns: { "auth.example": ["localhost"] } },
  { trace: 1 },
  { allowTraps: "yes" },
];

/** Plugins of `loadChain`. */
export const chains: unknown[] = [
  undefined,
  "auth",
  [],
  ["auth"],
  [{ filter: 5 }],
  [{ name: "auth" }],
  [{ filter: "auth", failurPolicy: "FAIL_OPEN" }],
  [{ filter: "auth", workers: 2 }],
];

/** Settings of `loadChain`. */
export const settings: unknown[] = [null, { configuration: {} }, { workers: "2" }, { routes: [toApi] }];

/** Requests to a filter with one worker. */
export const requests: unknown[] = [
  null,
  5,
  ["/cart"],
  { header: {} },
  { method: 5 },
  { path: null },
  { authority: 8080 },
  { scheme: "" },
  { headers: 5 },
  { headers: { "x-a": 1 } },
  { headers: { "x-a": ["1", 2] } },
  { headers: [["x-a"]] },
  { headers: new Map([["x-a", "1"]]).entries() },
  { body: { a: 1 } },
  { body: ["a", 1] },
  { body: null },
  { trailers: "x" },
  { grpc: {} },
  { grpc: { service: "shop.Shop", method: "Get", message: ["x"] } },
  { grpc: { service: "shop.Shop", method: "Get", messages: "x" } },
  { protocol: "HTTP/1" },
  { protocol: "h2" },
  { worker: 7 },
  { worker: "0" },
  { signal: "SIGTERM" },
  { clientAddress: "localhost" },
  { clientAddress: "::1" },
  { clientAddress: "10.0.0.1:80" },
  { clientAddress: "0.0.0.0" },
  { clientAddress: "224.0.0.1" },
];

/** What the function of an upstream gives. */
export const answers: unknown[] = [
  undefined,
  null,
  "hello",
  404,
  [],
  () => ({}),
  { status: "200" },
  { jsn: {} },
  { url: "http://localhost:8080" },
  { headers: { "x-a": 1 } },
  { json: cycle },
  { delay: -1 },
];

/** What else a test does with a filter that it has loaded. */
export const calls: Record<string, (filter: Any) => unknown> = {
  'filter.onCall("upstrem", {})': (filter) => filter.onCall("upstrem", {}),
  'filter.onCall("upstream", "http://localhost")': (filter) => filter.onCall("upstream", "http://localhost"),
  'filter.onCall("gone", {})': (filter) => filter.onCall("gone", {}),
  'filter.onCall("upstream", { trailer: {} })': (filter) => filter.onCall("upstream", { trailer: {} }),
  'filter.request("/cart", { headers: {} })': (filter) => filter.request("/cart", { headers: {} }),
  "filter.connect()": (filter) => filter.connect(),
  "filter.until(true)": (filter) => filter.until(true),
  "filter.until(async () => true)": (filter) => filter.until(async () => true),
  "filter.clock.advance(-1)": (filter) => filter.clock.advance(-1),
  'filter.clock.advance("1s")': (filter) => filter.clock.advance("1s"),
  "filter.reconfigure(() => 1)": (filter) => filter.reconfigure(() => 1),
  'filter.reconfigure({}, "shp")': (filter) => filter.reconfigure({}, "shp"),
  "filter.replace(5)": (filter) => filter.replace(5),
  'filter.replace("shop.wasm", { kind: "tcp" })': (filter) => filter.replace("shop.wasm", { kind: "tcp" }),
  'filter.replace("shop.wasm", { rootid: "x" })': (filter) => filter.replace("shop.wasm", { rootid: "x" }),
  'filter.logs.messages({ level: "warning" })': (filter) => filter.logs.messages({ level: "warning" }),
  'filter.logs.messages({ plugin: "shp" })': (filter) => filter.logs.messages({ plugin: "shp" }),
  "filter.metrics.counter(5)": (filter) => filter.metrics.counter(5),
  "filter.logs.find(5)": (filter) => filter.logs.find(5),
  "filter.logs.waitFor(5)": (filter) => filter.logs.waitFor(5),
};

/** The functions of `stream` that do wrong. */
export const streams: Record<string, (call: Any) => unknown> = {
  'call.start({}, "404")': (call) => call.start({}, "404"),
  "call.start(404)": (call) => call.start(404),
  "call.write(5)": (call) => call.write(5),
  "call.send({})": (call) => call.send({}),
  "call.close()": (call) => call.close(),
  'throw "no"': () => {
    throw "no";
  },
};

// biome-ignore lint/suspicious/noExplicitAny: all of this is what the types forbid
type Any = any;

/** Any options, as if they were right. */
export function slip<T>(value: unknown): T {
  return value as T;
}

export type Plugins = Parameters<typeof loadChain>[0];

/** What a refusal says, on one line. */
export async function refusalOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof MeshWasmError) return error.message.replaceAll("\n", "; ");
    throw error;
  }
  throw new Error("it was not refused");
}

/** How a filter that is loaded rightly refuses what is said wrongly to it: each wrong use, and what it is told. */
export async function refusalsOf(filter: TestFilter, show: (value: unknown) => string): Promise<string[]> {
  const told: string[] = [];
  for (const request of requests) {
    told.push(`request(${show(request)}): ${await refusalOf(() => filter.request(slip(request)))}`);
  }
  for (const answer of answers) {
    filter.onCall("upstream", () => slip(answer));
    told.push(`upstream: () => ${show(answer)}: ${await refusalOf(() => filter.request())}`);
  }
  for (const [written, stream] of Object.entries(streams)) {
    filter.onCall("upstream", { stream: async (call) => void stream(call) });
    told.push(`stream: (call) => ${written}: ${await refusalOf(() => filter.request())}`);
  }
  for (const [written, call] of Object.entries(calls)) {
    told.push(`${written}: ${await refusalOf(() => call(filter))}`);
  }
  return told;
}
