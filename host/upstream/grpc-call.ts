import type { ByteString } from "../bytes.ts";
import { DataBuffer } from "../data-buffer.ts";
import type { Cancel, EventLoop } from "../event-loop.ts";
import { isDigits } from "../http/field-syntax.ts";
import { brokenRequestDetails, brokenRequestHeaders } from "../http/header-checks.ts";
import { HeaderMap } from "../http/header-map.ts";
import { localReply } from "../http/local-reply.ts";
import type { Cluster } from "./cluster.ts";
import { UpstreamRequest, type UpstreamRequestCallbacks } from "./upstream-request.ts";

/** What a gRPC call or stream tells. */
export interface GrpcCallbacks {
  onInitialMetadata(metadata: HeaderMap): void;
  onMessage(message: Uint8Array): void;
  onTrailingMetadata(metadata: HeaderMap): void;
  onClose(status: number, message: ByteString): void;
}

/** What is called. */
export interface GrpcTarget {
  cluster: Cluster;
  service: ByteString;
  method: ByteString;
  metadata: readonly (readonly [ByteString, ByteString])[];
  /** Name of the server, where it is not the cluster's. */
  authority?: ByteString | undefined;
  /** Milliseconds, 0 for none; undefined for a stream, which says nothing of it. */
  timeout: number | undefined;
}

/** Status codes that Envoy itself gives. */
const GrpcCode = { Invalid: -1, Unknown: 2, Internal: 13 } as const;

/** A gRPC stream under way. */
export class GrpcClientStream {
  /** Its headers are such as nobody may send; the callbacks hear of it later. */
  isRefused = false;
  private readonly loop: EventLoop;
  private readonly callbacks: GrpcCallbacks;
  private readonly upstream: UpstreamRequest;
  private readonly received = new DataBuffer();
  private cancelTimeout: Cancel | undefined;
  private over = false;
  private responding = false;
  /** How the response came about: Envoy adds it to the message of the status. */
  private details = "via_upstream";
  localClosed = false;

  constructor(loop: EventLoop, target: GrpcTarget, callbacks: GrpcCallbacks) {
    this.loop = loop;
    this.callbacks = callbacks;
    const headers = requestHeaders(target);
    this.upstream = new UpstreamRequest(loop, target.cluster, headers, false, this.decoder(headers));
    if (target.timeout) this.cancelTimeout = loop.after(target.timeout, () => this.timeOut());
  }

  get closed(): boolean {
    return this.over;
  }

  send(message: Uint8Array, endOfStream: boolean): void {
    if (this.localClosed) return;
    this.localClosed = endOfStream;
    this.upstream.sendData(new DataBuffer(framed(message)), endOfStream);
  }

  /** Says that no message follows. */
  closeLocally(): void {
    if (this.localClosed) return;
    this.localClosed = true;
    this.upstream.sendData(new DataBuffer(), true);
  }

  /** Gives it up; nothing is told any more. */
  reset(): void {
    this.over = true;
    this.cancelTimeout?.();
    this.upstream.reset();
  }

  private decoder(request: HeaderMap): UpstreamRequestCallbacks {
    return {
      onReady: () => {
        const broken = brokenRequestHeaders(request);
        if (broken === undefined) return true;
        this.isRefused = true;
        this.loop.post(() => this.replyLocally(503, broken, brokenRequestDetails(broken)));
        return false;
      },
      onConnectFailure: (refusal) => this.replyLocally(503, `${beforeHeaders} ${refusal}`, beforeResponse(refused)),
      onHeaders: (headers, endOfStream) => {
        if (Number(headers.get(":status")) < 200) return;
        headers.setInPlace("x-envoy-upstream-service-time", "0");
        this.onHeaders(headers, endOfStream);
      },
      onData: (bytes, endOfStream) => this.onData(bytes, endOfStream),
      onTrailers: (trailers) => this.onTrailers(trailers),
      onMetadata() {},
      onReset: (reason) => {
        const details = reason.replaceAll(" ", "_");
        if (this.responding) this.breakOff(`upstream_reset_after_response_started{${details}}`);
        else this.replyLocally(503, `${beforeHeaders} ${reason}`, beforeResponse(details));
      },
    };
  }

  private timeOut(): void {
    this.upstream.reset();
    if (this.responding) this.breakOff("response_timeout");
    else this.replyLocally(504, "upstream request timeout", "response_timeout");
  }

  /** Envoy answers in the upstream's place, as it answers any client of gRPC. */
  private replyLocally(status: number, body: ByteString, details: string): void {
    this.details = details;
    this.onHeaders(localReply({ status, body }, { isGrpc: true, isHead: false }).headers, true);
  }

  /** The response ends in its midst. */
  private breakOff(details: string): void {
    this.details = details;
    this.fail(GrpcCode.Internal);
  }

  private onHeaders(headers: HeaderMap, endOfStream: boolean): void {
    if (this.over) return;
    this.responding = true;
    const status = headers.get(":status") ?? "";
    this.callbacks.onInitialMetadata(endOfStream || status !== "200" ? new HeaderMap("response") : headers);
    if (this.over) return;
    if (endOfStream && (status === "200" || headers.has("grpc-status"))) this.onTrailers(headers);
    else if (status !== "200") this.fail(statusOfHttp(status));
  }

  private onData(bytes: Uint8Array, endOfStream: boolean): void {
    this.received.add(bytes);
    for (let message = this.nextMessage(); message && !this.over; message = this.nextMessage()) {
      if (message === "broken") this.fail(GrpcCode.Internal);
      else this.callbacks.onMessage(message);
    }
    if (endOfStream) this.fail(GrpcCode.Unknown);
  }

  private onTrailers(trailers: HeaderMap): void {
    if (this.over) return;
    this.callbacks.onTrailingMetadata(trailers);
    this.close(statusIn(trailers), trailers.get("grpc-message") ?? "");
  }

  /** The next message that is whole; one with flags, such as that of compression, is none that Envoy takes. */
  private nextMessage(): Uint8Array | "broken" | undefined {
    const { received } = this;
    const flags = received.view()[0] ?? 0;
    if (flags > 1) return "broken";
    if (received.length < prefixSize) return undefined;
    const prefix = received.part(0, prefixSize);
    const size = new DataView(prefix.buffer, prefix.byteOffset).getUint32(1);
    if (received.length < prefixSize + size) return undefined;
    if (flags !== 0 && size > 0) return "broken";
    const message = received.part(prefixSize, size).slice();
    received.drain(prefixSize + size);
    return message;
  }

  /** Ends the call with what is not the upstream's own status. */
  private fail(status: number): void {
    if (this.over) return;
    this.callbacks.onTrailingMetadata(new HeaderMap("trailers"));
    this.close(status, "");
    this.upstream.reset();
  }

  private close(status: number, message: ByteString): void {
    if (this.over) return;
    this.over = true;
    this.cancelTimeout?.();
    this.callbacks.onClose(status, message === "" ? this.details : `${message}{${this.details}}`);
  }
}

/** A byte that says whether a message is compressed, and its size. */
const prefixSize = 5;

function framed(message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(prefixSize + message.length);
  new DataView(bytes.buffer).setUint32(1, message.length);
  bytes.set(message, prefixSize);
  return bytes;
}

function requestHeaders({ cluster, authority, service, method, metadata, timeout }: GrpcTarget): HeaderMap {
  const headers = new HeaderMap("request", [
    [":method", "POST"],
    [":path", `/${service}/${method}`],
    [":authority", authority || cluster.options.name],
    [":scheme", "http"],
    ["te", "trailers"],
    ...(timeout === undefined ? [] : [["grpc-timeout", grpcTimeout(timeout)] as const]),
    ["content-type", "application/grpc"],
  ]);
  for (const [name, value] of metadata) headers.add(name, name.endsWith("-bin") ? btoa(value) : value);
  headers.add("x-envoy-internal", "true");
  if (timeout) headers.add("x-envoy-expected-rq-timeout-ms", String(timeout));
  return headers;
}

/** The time in the largest unit that needs no more than the eight digits which gRPC allows. */
function grpcTimeout(milliseconds: number): string {
  const units = [
    ["m", 1],
    ["S", 1000],
    ["M", 60_000],
    ["H", 3_600_000],
  ] as const;
  const [unit, factor] = units.find(([, size]) => milliseconds / size < 100_000_000) ?? units[3];
  return `${Math.floor(milliseconds / factor)}${unit}`;
}

/** The status in trailers: one that gRPC does not know is none. */
function statusIn(trailers: HeaderMap): number {
  const text = trailers.get("grpc-status");
  if (text === undefined || text === "") return GrpcCode.Unknown;
  return isDigits(text) && Number(text) <= 16 ? Number(text) : GrpcCode.Invalid;
}

/** What an HTTP status means for gRPC where no `grpc-status` says it. */
function statusOfHttp(status: string): number {
  const known: Record<string, number> = {
    "400": 13,
    "401": 16,
    "403": 7,
    "404": 12,
    "429": 14,
    "502": 14,
    "503": 14,
    "504": 14,
  };
  return known[status] ?? GrpcCode.Unknown;
}

const beforeHeaders = "upstream connect error or disconnect/reset before headers. reset reason:";
const refused = "remote_connection_failure|delayed_connect_error:_Connection_refused";

function beforeResponse(details: string): string {
  return `upstream_reset_before_response_started{${details}}`;
}
