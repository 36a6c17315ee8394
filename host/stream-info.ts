import type { ByteString } from "./bytes.ts";
import type { FilterState } from "./filter-state.ts";
import type { Locality, Metadata } from "./metadata.ts";

/** The protocol of a stream, as `request.protocol` says it. */
export type StreamProtocol = "HTTP/1.0" | "HTTP/1.1" | "HTTP/2" | "HTTP/3";

/**
 * What Envoy knows of a stream or of a TCP connection, beside its headers: `StreamInfo` in Envoy's source. The code that moves
 * a stream along fills it in; attributes, expressions and access logs read it. What is not known yet is `undefined`.
 *
 * Times are bigints in nanoseconds since 1970, durations numbers of nanoseconds.
 *
 * @example
 * const info = new StreamInfo(connection, clock.now(), new FilterState(connection.filterState));
 * info.protocol = "HTTP/2";
 * info.route = { name: "to-shop", metadata: {} };
 */
export class StreamInfo {
  /** Of HTTP only. */
  protocol: StreamProtocol | undefined;
  /** From the first byte to the end of the stream; set when the stream is destroyed, right before `on_log`. */
  requestComplete: number | undefined;
  /** Bytes of the request's body that came, and of the response's body that went, to and from the client. */
  bytesReceived = 0;
  bytesSent = 0;
  /** Set when response headers are sent, or when a stream ends that has none (then 0). */
  responseCode: number | undefined;
  /** `via_upstream`, `route_not_found`, and so on. */
  responseCodeDetails: ByteString | undefined;
  /** Bits: 1 is a failed local health check, 2 that no upstream is healthy, and so on as in `response.flags`. */
  responseFlags = 0;
  /** How often the request was sent to an upstream. */
  attemptCount: number | undefined;
  /** The route, once chosen; also one that answers directly. */
  route: RouteInfo | undefined;
  virtualHost: NamedInfo | undefined;
  /** The cluster of the route, also before a host is chosen. */
  upstreamCluster: ClusterInfo | undefined;
  /** Once the router has begun. */
  upstream: UpstreamInfo | undefined;
  /** What filters other than Wasm said of the stream. */
  dynamicMetadata: Metadata = {};
  /** Which rule of Envoy closed the connection. */
  connectionTerminationDetails: ByteString | undefined;
  /** Why TLS with the client failed. */
  downstreamTransportFailureReason: ByteString = "";

  constructor(
    public connection: ConnectionInfo,
    /** When the first byte came. */
    public startTime: bigint,
    public readonly filterState: FilterState,
  ) {}
}

/** What has a name and metadata: a virtual host, a route, a cluster. */
export interface NamedInfo {
  readonly name: ByteString;
  readonly metadata: Metadata;
}

/** A route; one without a name has "". */
export type RouteInfo = NamedInfo;

export interface ClusterInfo extends NamedInfo {
  /** How many hosts it has. */
  readonly endpointCount: number;
}

/** The connection of the client. */
export interface ConnectionInfo {
  readonly id: number;
  /** `10.0.0.1:1234`, or the path of a socket without IP. */
  readonly remoteAddress: ByteString;
  /** `undefined` without IP. */
  readonly remotePort: number | undefined;
  readonly localAddress: ByteString;
  readonly localPort: number | undefined;
  /** What the listener filter for TLS found; "" without. */
  readonly requestedServerName: ByteString;
  /** `undefined` without TLS. */
  readonly tls: TlsInfo | undefined;
  readonly listener: ListenerInfo | undefined;
  readonly filterChainName: ByteString;
}

/** TLS on one side of the proxy. */
export interface TlsInfo {
  /** `TLSv1.3` */
  readonly version: ByteString;
  readonly subjectLocalCertificate: ByteString;
  readonly uriSanLocalCertificate: readonly ByteString[];
  readonly dnsSansLocalCertificate: readonly ByteString[];
  /** `undefined` where the peer has shown none. */
  readonly peer: PeerCertificate | undefined;
}

export interface PeerCertificate {
  readonly subject: ByteString;
  readonly uriSan: readonly ByteString[];
  readonly dnsSans: readonly ByteString[];
  /** SHA-256 of its DER form in hexadecimal. */
  readonly sha256Digest: ByteString;
  readonly pem: ByteString;
}

/** `envoy.config.core.v3.TrafficDirection` */
export const TrafficDirection = { Unspecified: 0, Inbound: 1, Outbound: 2 } as const;

export interface ListenerInfo {
  /** One of {@link TrafficDirection}. */
  readonly direction: number;
  readonly metadata: Metadata;
}

/** What is known of the upstream once the router has begun. */
export interface UpstreamInfo {
  host: UpstreamHostInfo | undefined;
  /** The proxy's end of the connection, once there is one. */
  localAddress: ByteString | undefined;
  /** "" where nothing failed. */
  transportFailureReason: ByteString;
  /** From the choice of the host to a connection that is ready. */
  connectionPoolReadyDuration: number | undefined;
  /** From the start of the stream. */
  firstByteSent: number | undefined;
  lastByteReceived: number | undefined;
  tls: TlsInfo | undefined;
  /** Of the upstream connection; has what other filters share with it. */
  filterState: FilterState | undefined;
}

export interface UpstreamHostInfo {
  readonly address: ByteString;
  /** `undefined` without IP. */
  readonly port: number | undefined;
  readonly locality: Locality;
  /** `undefined` where its configuration has none. */
  readonly metadata: Metadata | undefined;
  readonly localityMetadata: Metadata | undefined;
}
