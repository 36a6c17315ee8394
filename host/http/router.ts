import type { ByteString } from "../bytes.ts";
import type { DataBuffer } from "../data-buffer.ts";
import type { Cancel } from "../event-loop.ts";
import { DataStatus, HeadersStatus, TrailersStatus } from "../status.ts";
import type { ConnectionInfo } from "../stream-info.ts";
import type { Cluster } from "../upstream/cluster.ts";
import { UpstreamRequest, type UpstreamRequestCallbacks } from "../upstream/upstream-request.ts";
import { type ResetReason, statusOfReset } from "../upstream/upstream-stream.ts";
import { isDigits } from "./field-syntax.ts";
import type { StreamFilter } from "./filter-side.ts";
import { brokenRequestDetails, brokenRequestHeaders } from "./header-checks.ts";
import type { HeaderMap } from "./header-map.ts";
import type { HttpStream } from "./http-stream.ts";
import type { LocalReplyOptions } from "./local-reply.ts";
import { ResponseFlag } from "./response-flags.ts";
import { clusterOf } from "./route-table.ts";
import { setUpstreamScheme } from "./upstream-scheme.ts";

/** What the access log says of an upstream that resets. */
const flags: Readonly<Record<ResetReason, number>> = {
  "remote reset": ResponseFlag.UpstreamRemoteReset,
  "connection termination": ResponseFlag.UpstreamConnectionTermination,
  "local reset": ResponseFlag.LocalReset,
  "protocol error": ResponseFlag.UpstreamProtocolError,
};

/** How long a route waits for the end of a response once the request is whole. */
const routeTimeout = 15_000;

/** The last filter of the chain, which sends requests to upstreams and their responses back: Envoy's router filter. */
export class Router implements StreamFilter, UpstreamRequestCallbacks {
  private readonly stream: HttpStream;
  private upstream: UpstreamRequest | undefined;
  /** Those that a filter has led to by resuming a request that was not paused: they get no body. */
  private readonly earlier: UpstreamRequest[] = [];
  private requestHeaders: HeaderMap | undefined;
  private cancelTimeout: Cancel | undefined;
  private sentAt: number | undefined;
  private timeout = routeTimeout;
  /** Headers of the response have begun to go back. */
  private responding = false;
  private replied = false;
  /** All of the response has come. */
  private complete = false;
  private isHttp2 = false;

  constructor(stream: HttpStream) {
    this.stream = stream;
  }

  get downstream(): ConnectionInfo {
    return this.stream.info.connection;
  }

  headers(headers: HeaderMap, endOfStream: boolean): HeadersStatus {
    const { stream } = this;
    const route = stream.route();
    if (!route) return this.reply({ status: 404, body: "" }, "route_not_found", ResponseFlag.NoRouteFound);
    if (route.directResponse) {
      const { status, body = "" } = route.directResponse;
      const location = status === 201 || (status >= 300 && status < 400) ? [["location", urlOf(headers)] as const] : [];
      return this.reply({ status, body, headers: location }, "direct_response");
    }
    const name = clusterOf(route, stream.services.randomNumber);
    const cluster = stream.services.clusters.get(name);
    if (!cluster) return this.reply({ status: 503, body: "" }, "cluster_not_found", ResponseFlag.NoClusterFound);
    this.forward(cluster, headers, endOfStream);
    return HeadersStatus.StopIteration;
  }

  data(data: DataBuffer, endOfStream: boolean): DataStatus {
    this.upstream?.sendData(data, endOfStream);
    return DataStatus.StopIterationNoBuffer;
  }

  trailers(trailers: HeaderMap): TrailersStatus {
    for (const upstream of this.earlier) upstream.sendTrailers(trailers);
    this.upstream?.sendTrailers(trailers);
    return TrailersStatus.StopIteration;
  }

  metadata(elements: number): void {
    this.upstream?.sendMetadata(elements);
  }

  destroy(): void {
    this.cancelTimeout?.();
    this.upstream?.reset();
    for (const upstream of this.earlier) upstream.reset();
  }

  onReady(): boolean {
    const headers = this.requestHeaders as HeaderMap;
    const broken = this.stream.areRequestHeadersChanged ? brokenRequestHeaders(headers) : undefined;
    if (broken === undefined) {
      const { upstream } = this.stream.info;
      if (upstream) {
        upstream.localAddress = this.stream.services.upstreamLocalAddress;
        upstream.connectionPoolReadyDuration = 0;
        upstream.firstByteSent = this.stream.elapsed();
      }
      return true;
    }
    this.upstream = undefined;
    this.fail(503, broken, brokenRequestDetails(broken), ResponseFlag.DownstreamProtocolError);
    return false;
  }

  onSent(): void {
    this.sentAt = this.stream.services.loop.now;
    if (this.complete || this.replied) return;
    this.cancelTimeout = this.stream.services.loop.after(this.timeout, () => {
      this.upstream?.reset();
      this.fail(504, "upstream request timeout", "response_timeout", ResponseFlag.UpstreamRequestTimeout);
    });
  }

  onConnectFailure(refusal: string): void {
    const details = "remote_connection_failure|delayed_connect_error:_Connection_refused";
    const { upstream } = this.stream.info;
    if (upstream) upstream.transportFailureReason = "delayed connect error: Connection refused";
    this.fail(
      503,
      `upstream connect error or disconnect/reset before headers. reset reason: ${refusal}`,
      `upstream_reset_before_response_started{${details}}`,
      ResponseFlag.UpstreamConnectionFailure,
    );
  }

  onHeaders(headers: HeaderMap, endOfStream: boolean): void {
    const status = Number(headers.get(":status"));
    if (status < 200 && status !== 101) return; // Envoy keeps interim answers to itself
    this.responding = true;
    // Only where the request was whole before
    if (this.sentAt !== undefined) {
      const waited = this.stream.services.loop.now - this.sentAt;
      headers.setInPlace("x-envoy-upstream-service-time", String(Math.round(waited)));
    }
    if (endOfStream) this.received();
    this.stream.respondHeaders(headers, endOfStream, "via_upstream");
  }

  onData(bytes: Uint8Array, endOfStream: boolean): void {
    this.take(() => {
      if (endOfStream) this.received();
      this.stream.respondData(bytes, endOfStream);
    });
  }

  onTrailers(trailers: HeaderMap): void {
    this.take(() => {
      this.received();
      this.stream.respondTrailers(trailers);
    });
  }

  onMetadata(elements: number): void {
    this.take(() => this.stream.respondMetadata(elements));
  }

  onReset(reason: ResetReason): void {
    this.cancelTimeout?.();
    const flag = flags[reason];
    const details = underscored(reason);
    if (!this.responding || !this.stream.filterManager.headersEncoded) {
      this.fail(
        statusOfReset(reason),
        `upstream connect error or disconnect/reset before headers. reset reason: ${reason}`,
        `upstream_reset_${this.responding ? "after" : "before"}_response_started{${details}}`,
        flag,
      );
      return;
    }
    this.stream.info.responseFlags |= flag;
    this.stream.info.responseCodeDetails = `upstream_reset_after_response_started{${details}}`;
    this.stream.resetClient();
  }

  /** What an upstream sends over HTTP/2 waits for its turn; of HTTP/1 Envoy has read it before it knows better. */
  private take(event: () => void): void {
    if (this.isHttp2) this.stream.fromUpstream(event);
    else event();
  }

  private forward(cluster: Cluster, headers: HeaderMap, endOfStream: boolean): void {
    const { stream } = this;
    this.timeout = takeTimeout(headers) ?? routeTimeout;
    headers.setInPlace("x-envoy-expected-rq-timeout-ms", String(this.timeout));
    setUpstreamScheme(headers);
    stream.info.upstreamCluster = cluster.info;
    stream.info.attemptCount = 1;
    stream.info.upstream = {
      host: cluster.host,
      localAddress: undefined,
      transportFailureReason: "",
      connectionPoolReadyDuration: undefined,
      firstByteSent: undefined,
      lastByteReceived: undefined,
      tls: undefined,
      filterState: undefined,
    };
    this.requestHeaders = headers;
    this.isHttp2 = cluster.options.http2 ?? false;
    if (this.upstream) this.earlier.push(this.upstream);
    this.upstream = new UpstreamRequest(stream.services.loop, cluster, headers, endOfStream, this);
  }

  private reply(options: LocalReplyOptions, details: ByteString, flag = 0): HeadersStatus {
    this.replied = true;
    this.stream.info.responseFlags |= flag;
    this.stream.sendLocalReply(options, details);
    return HeadersStatus.StopIteration;
  }

  private fail(status: number, body: ByteString, details: ByteString, flag: number): void {
    this.replied = true;
    this.cancelTimeout?.();
    this.stream.info.responseFlags |= flag;
    this.stream.sendLocalReply({ status, body }, details);
  }

  private received(): void {
    this.complete = true;
    this.cancelTimeout?.();
    const { upstream } = this.stream.info;
    if (upstream) upstream.lastByteReceived = this.stream.elapsed();
    // What of the request has not come yet is not wanted any more, but the upstream's own reset is none
    this.upstream = undefined;
  }
}

/** A request may say how long its upstream has; the field goes no further. */
function takeTimeout(headers: HeaderMap): number | undefined {
  const name = "x-envoy-upstream-rq-timeout-ms";
  const value = headers.get(name);
  if (value === undefined) return undefined;
  headers.remove(name);
  return isDigits(value) ? Number(value) : undefined;
}

function urlOf(headers: HeaderMap): ByteString {
  return `${headers.get(":scheme")}://${headers.get(":authority")}${headers.get(":path")}`;
}

function underscored(text: string): string {
  return text.replaceAll(" ", "_");
}
