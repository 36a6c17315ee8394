import type { ByteString } from "../bytes.ts";
import { DataBuffer } from "../data-buffer.ts";
import type { Cancel, EventLoop } from "../event-loop.ts";
import { HeaderMap } from "../http/header-map.ts";
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
  /** Milliseconds; 0 for none. */
  timeout: number;
}

/** Status codes that Envoy itself gives. */
const GrpcCode = { Unknown: 2, DeadlineExceeded: 4, Internal: 13, Unavailable: 14 } as const;

/** A gRPC stream under way. */
export class GrpcClientStream {
  private readonly callbacks: GrpcCallbacks;
  private readonly upstream: UpstreamRequest;
  private readonly received = new DataBuffer();
  private cancelTimeout: Cancel | undefined;
  private over = false;
  localClosed = false;

  constructor(loop: EventLoop, target: GrpcTarget, callbacks: GrpcCallbacks) {
    this.callbacks = callbacks;
    this.upstream = new UpstreamRequest(loop, target.cluster, requestHeaders(target), false, this.decoder());
    if (target.timeout > 0) {
      this.cancelTimeout = loop.after(target.timeout, () => {
        this.upstream.reset();
        this.close(GrpcCode.DeadlineExceeded, "upstream request timeout", "response_timeout");
      });
    }
  }

  get closed(): boolean {
    return this.over;
  }

  send(message: Uint8Array, endOfStream: boolean): void {
    this.localClosed ||= endOfStream;
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

  private decoder(): UpstreamRequestCallbacks {
    return {
      onReady: () => true,
      onConnectFailure: (refusal) => {
        this.close(GrpcCode.Unavailable, `${beforeHeaders} ${refusal}`, beforeResponse(refused));
      },
      onHeaders: (headers, endOfStream) => this.onHeaders(headers, endOfStream),
      onData: (bytes, endOfStream) => this.onData(bytes, endOfStream),
      onTrailers: (trailers) => this.onTrailers(trailers),
      onMetadata() {},
      onReset: (reason) => {
        this.close(GrpcCode.Unavailable, `${beforeHeaders} ${reason}`, beforeResponse(reason.replaceAll(" ", "_")));
      },
    };
  }

  private onHeaders(headers: HeaderMap, endOfStream: boolean): void {
    if (this.over || Number(headers.get(":status")) < 200) return;
    if (headers.get(":status") !== "200") {
      const told = headers.get("grpc-status");
      const status = told !== undefined && endOfStream ? Number(told) : statusOfHttp(headers.get(":status") ?? "");
      this.upstream.reset();
      this.close(status, headers.get("grpc-message") ?? "");
      return;
    }
    if (endOfStream) this.onTrailers(headers);
    else this.callbacks.onInitialMetadata(headers);
  }

  private onData(bytes: Uint8Array, endOfStream: boolean): void {
    this.received.add(bytes);
    for (let message = this.nextMessage(); message && !this.over; message = this.nextMessage()) {
      this.callbacks.onMessage(message);
    }
    if (endOfStream && !this.over) this.close(GrpcCode.Unknown, "");
  }

  private onTrailers(trailers: HeaderMap): void {
    if (this.over) return;
    this.callbacks.onTrailingMetadata(trailers);
    if (this.over) return;
    const status = trailers.get("grpc-status");
    this.close(status === undefined ? GrpcCode.Unknown : Number(status), trailers.get("grpc-message") ?? "");
  }

  private nextMessage(): Uint8Array | undefined {
    const { received } = this;
    if (received.length < prefixSize) return undefined;
    const prefix = received.part(0, prefixSize);
    const size = new DataView(prefix.buffer, prefix.byteOffset).getUint32(1);
    if (received.length < prefixSize + size) return undefined;
    const message = received.part(prefixSize, size).slice();
    received.drain(prefixSize + size);
    return message;
  }

  /** Envoy adds to the message how the response came about: its response code details. */
  private close(status: number, message: ByteString, details = "via_upstream"): void {
    if (this.over) return;
    this.over = true;
    this.cancelTimeout?.();
    this.callbacks.onClose(status, message === "" ? details : `${message}{${details}}`);
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

function requestHeaders({ cluster, service, method, metadata, timeout }: GrpcTarget): HeaderMap {
  const headers = new HeaderMap("request", [
    [":method", "POST"],
    [":path", `/${service}/${method}`],
    [":authority", cluster.options.name],
    [":scheme", "http"],
    ["te", "trailers"],
    ...(timeout > 0 ? [["grpc-timeout", `${timeout}m`] as const] : []),
    ["content-type", "application/grpc"],
  ]);
  for (const [name, value] of metadata) headers.add(name, value);
  headers.add("x-envoy-internal", "true");
  if (timeout > 0) headers.add("x-envoy-expected-rq-timeout-ms", String(timeout));
  return headers;
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
