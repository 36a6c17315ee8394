import { nearest } from "../core/index.ts";
import type { ClusterSettings } from "./cluster-settings.ts";
import { testError } from "./errors/test-error.ts";
import type { RequestOptions } from "./exchange/request-options.ts";
import type { ChainPlugin, FilterOptions, PluginSettings, ProxySettings } from "./options.ts";
import type { TcpConnectOptions } from "./tcp/tcp-connection.ts";
import type { StreamingUpstream, UnreachableUpstream, UpstreamAnswer, UrlUpstream } from "./upstream/upstream.ts";

/** Every option of a type by its name: the compiler tells when one is missing here. */
type OptionNames<T> = Readonly<Record<keyof T, true>>;

const plugin: OptionNames<PluginSettings> = {
  kind: true,
  name: true,
  rootId: true,
  vmId: true,
  configuration: true,
  vmConfiguration: true,
  environmentVariables: true,
  failurePolicy: true,
  allowOnHeadersStopIteration: true,
};

const proxy: OptionNames<ProxySettings> = {
  engine: true,
  envoyVersion: true,
  upstream: true,
  clusters: true,
  clusterSettings: true,
  routes: true,
  workers: true,
  node: true,
  metadata: true,
  filterState: true,
  listenerMetadata: true,
  bufferLimitBytes: true,
  logLevel: true,
  now: true,
  clock: true,
  seed: true,
  dns: true,
  trace: true,
  allowTraps: true,
};

const filter: OptionNames<FilterOptions> = { ...plugin, ...proxy };
const chainPlugin: OptionNames<ChainPlugin> = { filter: true, ...plugin };
const clusterSettings: OptionNames<ClusterSettings> = { protocol: true, metadata: true, hostMetadata: true };
const tcp: OptionNames<TcpConnectOptions> = { worker: true, clientAddress: true };

const request: OptionNames<RequestOptions> = {
  method: true,
  path: true,
  authority: true,
  scheme: true,
  headers: true,
  body: true,
  trailers: true,
  grpc: true,
  protocol: true,
  worker: true,
  signal: true,
  clientAddress: true,
};

const upstream: OptionNames<UpstreamAnswer & StreamingUpstream & UrlUpstream & UnreachableUpstream> = {
  status: true,
  headers: true,
  body: true,
  json: true,
  trailers: true,
  grpc: true,
  delay: true,
  reset: true,
  stream: true,
  url: true,
  http2: true,
  unreachable: true,
};

const known = {
  "the options of `loadFilter`": filter,
  "a plugin of `loadChain`": chainPlugin,
  "the settings of `loadChain`": proxy,
  "the settings of a cluster": clusterSettings,
  "an upstream": upstream,
  "a request": request,
  "a TCP connection": tcp,
};

/**
 * Refuses an option that there is not: a test with a slip of the pen would go on without it, and mean something else.
 *
 * @throws MeshWasmError MW0415
 */
export function checkOptionNames(of: keyof typeof known, options: object): void {
  const names = Object.keys(known[of]);
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const meant = nearest(unknown, names);
  throw testError("MW0415", `${of} cannot have \`${unknown}\``, {
    hint: meant ? `did you mean ${meant}?` : `choose from ${names.join(", ")}`,
  });
}
