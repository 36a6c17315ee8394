import type { PluginProperties, PropertyContext } from "../../../host/attributes/property-context.ts";
import { completeNode } from "../../../host/envoy-releases.ts";
import { FilterState } from "../../../host/filter-state.ts";
import { HeaderMap } from "../../../host/http/header-map.ts";
import { type ConnectionInfo, StreamInfo } from "../../../host/stream-info.ts";

/** Metadata of the route `asked`, with a value of each kind. */
export const routeMetadata = {
  "com.example": { team: "shop", n: 2, list: [1, "a", null], deep: { a: { b: true } }, nothing: null },
};

/** What a proxy chooses by itself, and a test learns from it. */
export interface Chosen {
  requestId: string;
  startTime: bigint;
  connectionId: number;
  clientPort: number;
  proxyPort: number;
  /** Bytes of the headers that came and that the proxy added. */
  headers: [name: string, value: string][];
}

export function pluginProperties(envoyMinor: number): PluginProperties {
  return {
    envoyMinor,
    node: completeNode({ id: "mesh-wasm", cluster: "mesh-wasm" }, envoyMinor),
    name: "asking",
    rootId: "asking",
    vmId: "asking",
    declared: new Map(),
  };
}

/** The context of a request to the cluster `shop`, as a filter sees it in `on_request_headers`. */
export function requestContext(plugin: PluginProperties, chosen: Chosen): PropertyContext & { streamInfo: StreamInfo } {
  const connection: ConnectionInfo = {
    id: chosen.connectionId,
    remoteAddress: `127.0.0.1:${chosen.clientPort}`,
    remotePort: chosen.clientPort,
    localAddress: `127.0.0.1:${chosen.proxyPort}`,
    localPort: chosen.proxyPort,
    requestedServerName: "",
    tls: undefined,
    listener: { direction: 0, metadata: {} },
    filterChainName: "",
  };
  const streamInfo = new StreamInfo(connection, chosen.startTime, new FilterState(new FilterState()));
  streamInfo.protocol = "HTTP/1.1";
  streamInfo.route = { name: "asked", metadata: { filter_metadata: routeMetadata } };
  streamInfo.virtualHost = { name: "http", metadata: {} };
  streamInfo.upstreamCluster = { name: "shop", metadata: {}, endpointCount: 1 };
  return {
    pluginProperties: plugin,
    streamInfo,
    requestHeaders: new HeaderMap("request", chosen.headers),
    responseHeaders: undefined,
    responseTrailers: undefined,
    isFilter: true,
  };
}
