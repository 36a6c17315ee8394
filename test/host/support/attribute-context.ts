import type { Bootstrap } from "../../../envoy/index.ts";
import type { PropertyContext } from "../../../host/attributes/property-context.ts";
import { type ByteString, fromText } from "../../../host/bytes.ts";
import { completeNode } from "../../../host/envoy-releases.ts";
import { FilterState, LifeSpan } from "../../../host/filter-state.ts";
import { filterStateFactory } from "../../../host/foreign/filter-state-factories.ts";
import { HeaderMap, type HeaderMapKind } from "../../../host/http/header-map.ts";
import { decodePairs } from "../../../host/http/pairs.ts";
import type { Metadata } from "../../../host/metadata.ts";
import { StreamInfo, type TlsInfo, TrafficDirection, type UpstreamInfo } from "../../../host/stream-info.ts";
import { client, server } from "../../sdk/support/attribute-proxy.ts";
import type { Certificate } from "../../sdk/support/certificate.ts";
import type { Answer } from "./asking.ts";

/** What Envoy answered to a path in a phase. */
type AnswerOf = (path: string, phase: string) => Answer;

/** Puts the probe `asking` with a configuration into the proxy of `attribute-proxy.ts`. */
export function configureAsking(bootstrap: Bootstrap, configuration: string): Bootstrap {
  const value = { "@type": "type.googleapis.com/google.protobuf.StringValue", value: configuration };
  return JSON.parse(JSON.stringify(bootstrap), (_, part) =>
    part?.root_id === "attributes" ? { ...part, root_id: "asking", configuration: value } : part,
  );
}

/** The plugin's own context. */
export function rootContext(envoyMinor: number): PropertyContext {
  return {
    pluginProperties: {
      envoyMinor,
      node: completeNode(
        {
          id: "node-7",
          cluster: "mesh-7",
          metadata: { labels: { "app.team": "node" }, rank: 3, canary: true },
          locality: { region: "earth", zone: "north", sub_zone: "tree" },
        },
        envoyMinor,
      ),
      name: "http",
      rootId: "asking",
      vmId: "vm-7",
      declared: new Map(),
    },
    streamInfo: undefined,
    requestHeaders: undefined,
    responseHeaders: undefined,
    responseTrailers: undefined,
    isFilter: false,
  };
}

/** The context of the stream, with what is known of it in a phase. What a proxy chooses by itself is taken from its answers. */
export function streamContext(envoyMinor: number, phase: string, answerOf: AnswerOf): PropertyContext {
  const text = (path: string) => answerOf(path, phase).value.toString("latin1");
  const number = (path: string) => Number(answerOf(path, phase).value.readBigInt64LE());
  const map = (kind: HeaderMapKind, path: string, there: string[]) =>
    there.includes(phase) ? new HeaderMap(kind, decodePairs(text(path)).flatMap(apart)) : undefined;
  const isAfter = (other: string) => order.indexOf(phase) >= order.indexOf(other);
  const streamInfo = new StreamInfo(
    {
      id: number("connection|id"),
      remoteAddress: text("source|address"),
      remotePort: number("source|port"),
      localAddress: text("destination|address"),
      localPort: number("destination|port"),
      requestedServerName: "shop.example.com",
      tls: tlsOf("TLSv1.3", ofProxy, ofClient, client),
      listener: { direction: TrafficDirection.Inbound, metadata: metadataOf("listener") },
      filterChainName: "chain-7",
    },
    answerOf("request|time", phase).value.readBigInt64LE(),
    filterState(new FilterState()),
  );
  streamInfo.protocol = "HTTP/1.1";
  streamInfo.route = { name: "to-stock", metadata: metadataOf("route") };
  streamInfo.virtualHost = { name: "host-7", metadata: metadataOf("host") };
  streamInfo.upstreamCluster = { name: "stock", metadata: metadataOf("cluster"), endpointCount: 1 };
  streamInfo.dynamicMetadata = { filter_metadata: { "com.example": structOf("dynamic") } };
  streamInfo.bytesReceived = isAfter("requestBody") ? 5 : 0;
  streamInfo.bytesSent = number("response|size");
  if (isAfter("requestBody")) {
    streamInfo.attemptCount = 1;
    streamInfo.upstream = upstreamInfo(text);
  }
  if (streamInfo.upstream && isAfter("responseHeaders")) {
    streamInfo.responseCode = 200;
    streamInfo.responseCodeDetails = "via_upstream";
    streamInfo.upstream.localAddress = text("upstream|local_address");
    streamInfo.upstream.connectionPoolReadyDuration = number("upstream|cx_pool_ready_duration");
    streamInfo.upstream.tls = tlsOf("TLSv1.2", ofClient, ofServer, server);
    streamInfo.upstream.filterState = filterState();
  }
  if (streamInfo.upstream && isAfter("responseTrailers")) {
    streamInfo.upstream.firstByteSent = 1000;
    streamInfo.upstream.lastByteReceived = 1000 + number("response|backend_latency");
  }
  if (isAfter("log")) streamInfo.requestComplete = number("request|duration");
  return {
    ...rootContext(envoyMinor),
    streamInfo,
    requestHeaders: map("request", "request|headers", ["requestHeaders", "log"]),
    responseHeaders: map("response", "response|headers", ["responseHeaders", "log"]),
    responseTrailers: map("trailers", "response|trailers", ["responseTrailers", "log"]),
    isFilter: true,
  };
}

const order = ["requestHeaders", "requestBody", "responseHeaders", "responseBody", "responseTrailers", "log", "done"];
order.push("delete");

/** The two values of a header that the answer has joined. */
function apart([name, value]: [ByteString, ByteString]): [ByteString, ByteString][] {
  const values = name === "x-twice" || name === "set-cookie" ? value.split(",") : [value];
  return values.map((one) => [name, one]);
}

function upstreamInfo(text: (path: string) => ByteString): UpstreamInfo {
  return {
    host: {
      address: text("upstream|address"),
      port: Number(text("upstream|address").split(":")[1]),
      locality: { region: "mars", zone: "south", sub_zone: "crater" },
      metadata: metadataOf("endpoint"),
      localityMetadata: metadataOf("locality"),
    },
    localAddress: undefined,
    transportFailureReason: "",
    connectionPoolReadyDuration: undefined,
    firstByteSent: undefined,
    lastByteReceived: undefined,
    tls: undefined,
    filterState: undefined,
  };
}

/** What the filter `set_filter_state` of the proxy sets. */
function filterState(connection?: FilterState): FilterState {
  const state = new FilterState(connection);
  const values = [
    ["test.string", "envoy.string", "shared"],
    [destination, destination, "10.0.0.1:8080"],
  ] as const;
  for (const [key, factory, value] of values) {
    const object = filterStateFactory(factory, 40)?.(value, 40);
    if (object) state.set(key, object, LifeSpan.FilterChain);
  }
  return state;
}

const destination = "envoy.network.transport_socket.original_dst_address";

/** What the certificates of the proxy say. */
const ofClient = { subject: "CN=cart,O=shop", uri: "spiffe://example.com/ns/shop/sa/cart", dns: "cart.example.com" };
const ofProxy = { subject: "CN=proxy,O=mesh", uri: "spiffe://example.com/ns/mesh/sa/proxy", dns: "shop.example.com" };
const ofServer = { subject: "CN=stock,O=shop", uri: "spiffe://example.com/ns/shop/sa/stock", dns: "stock.example.com" };

function tlsOf(version: string, own: typeof ofClient, peer: typeof ofClient, shownByPeer: Certificate): TlsInfo {
  return {
    version,
    subjectLocalCertificate: own.subject,
    uriSanLocalCertificate: [own.uri],
    dnsSansLocalCertificate: [own.dns],
    peer: {
      subject: peer.subject,
      uriSan: [peer.uri],
      dnsSans: [peer.dns],
      sha256Digest: shownByPeer.digest,
      pem: fromText(shownByPeer.certificate),
    },
  };
}

function metadataOf(team: string): Metadata {
  return { filter_metadata: { "com.other": { team: "other" }, "com.example": structOf(team) } };
}

function structOf(team: string) {
  return { team, limits: { burst: 2.5 }, open: true, zones: ["a", "b"], "a.b": "dotted", nothing: null };
}
