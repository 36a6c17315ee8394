import * as v from "valibot";
import type { Node } from "../../envoy/index.ts";
import { parseIp } from "../../host/foreign/ip-address.ts";
import type { HostAddress, HostNames } from "../../host/index.ts";
import type { Locality } from "../../host/metadata.ts";
import type { ClusterSettings } from "../cluster-settings.ts";
import { engineNames, protocols } from "../engine.ts";
import { logLevels } from "../logs/log-book.ts";
import type { FilterOptions, ProxySettings } from "../options.ts";
import { clusterFault } from "./clusters.ts";
import { type Fault, faultless } from "./fault.ts";
import { jsonObject, metadata } from "./json.ts";
import { pluginFields } from "./plugin.ts";
import { routes } from "./routes.ts";
import { fields, flag, name, type SchemasOf, table, text, whole, word } from "./schemas.ts";
import { upstream } from "./upstream.ts";

export const engine = word(engineNames);

export const envoyVersion = v.pipe(
  v.string('it takes a version in quotes, such as "1.38"'),
  v.regex(/^\d+\.\d+(\.\d+)?$/, 'it takes a version such as "1.38", or "1.38.2"'),
);

export const protocol = word(protocols);

/** Of unsigned numbers in Envoy's configuration. */
const largestU32 = 2 ** 32 - 1;

/** Nanoseconds since 1970 are a number of 64 bits. */
const lastMoment = new Date("2554-01-01").getTime();

const moment =
  'it takes a moment from 1970 to 2553: a Date, milliseconds since 1970, or a text such as "2030-01-01T00:00:00Z"';

const now = v.custom<Date | number | string>((value) => {
  if (typeof value !== "number" && typeof value !== "string" && !(value instanceof Date)) return false;
  const time = new Date(value).getTime();
  return time >= 0 && time < lastMoment;
}, moment);

const ip = v.pipe(
  text,
  v.check((value) => parseIp(value) !== undefined, 'it takes an IP address, such as "10.0.0.1"'),
);

const timed = fields<HostAddress>({ address: ip, ttl: whole(0, largestU32) });

const address = v.lazy((value): v.GenericSchema<string | HostAddress> => (typeof value === "string" ? ip : timed));

const dns: v.GenericSchema<HostNames> = table(
  v.array(address, 'it takes a list of addresses, such as ["10.0.0.1"]; [] for a name that nobody has'),
  'it takes an object of addresses by host name, such as { "auth.example": ["10.0.0.1"] }',
  name,
);

const filterState = v.pipe(
  table(text, "it takes an object of texts by key", name),
  faultless<Record<string, string>>(stateOfPlugins),
);

function stateOfPlugins(state: Readonly<Record<string, string>>): Fault | undefined {
  const key = Object.keys(state).find((one) => one.startsWith("wasm."));
  if (key === undefined) return undefined;
  const hint = "keys with `wasm.` are what plugins set: load one that does before this one, with `loadChain`";
  return { path: [key], value: key, name: "unknown", hint };
}

const settings = fields<ClusterSettings>({
  protocol: v.optional(protocol),
  metadata: v.optional(metadata),
  hostMetadata: v.optional(metadata),
});

const locality = fields<Locality>({ region: v.optional(text), zone: v.optional(text), sub_zone: v.optional(text) });

/** The other fields are Envoy's own to fill in. */
type GivenNode = Pick<Node, "id" | "cluster" | "metadata" | "locality" | "client_features">;

const node = fields<GivenNode>({
  id: v.optional(name),
  cluster: v.optional(name),
  metadata: v.optional(jsonObject),
  locality: v.optional(locality),
  client_features: v.optional(v.array(text, "it takes a list of texts")),
});

const clusters = table(upstream, "it takes an object of upstreams by name, such as { auth: { status: 200 } }", name);

const clusterSettings = table(
  settings,
  'it takes an object of settings by name, such as { auth: { protocol: "HTTP/1.1" } }',
  text,
);

const proxyFields: SchemasOf<ProxySettings> = {
  engine: v.optional(engine),
  envoyVersion: v.optional(envoyVersion),
  upstream: v.optional(upstream),
  clusters: v.optional(clusters),
  clusterSettings: v.optional(clusterSettings),
  routes: v.optional(routes),
  workers: v.optional(whole(1)),
  node: v.optional(node),
  metadata: v.optional(metadata),
  filterState: v.optional(filterState),
  listenerMetadata: v.optional(metadata),
  bufferLimitBytes: v.optional(whole(0, largestU32)),
  logLevel: v.optional(word(logLevels)),
  now: v.optional(now),
  clock: v.optional(word(["auto", "manual"])),
  seed: v.optional(whole(0, Number.MAX_SAFE_INTEGER)),
  dns: v.optional(dns),
  trace: v.optional(flag),
  allowTraps: v.optional(flag),
};

export const proxySettings = v.pipe(
  fields<ProxySettings>(proxyFields, "it takes settings of the proxy, such as { workers: 2 }"),
  faultless<ProxySettings>(clusterFault),
);

export const filterOptions = v.pipe(
  fields<FilterOptions>({ ...pluginFields, ...proxyFields }, "it takes options, such as { configuration: {} }"),
  faultless<FilterOptions>(clusterFault),
);
