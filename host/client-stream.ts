import type { FilterState } from "./filter-state.ts";
import { codecError, http1RequestOverflow, http2Overflow } from "./http/header-limits.ts";
import { type HeaderFields, HeaderMap } from "./http/header-map.ts";
import { HttpStream } from "./http/http-stream.ts";
import { http1Refusal, http1RequestHeaders } from "./http/http1-rules.ts";
import { http2RequestHeaders, http2Violation } from "./http/http2-rules.ts";
import type { ResponseReceiver } from "./http/response-receiver.ts";
import type { HttpServices } from "./proxy/http-services.ts";
import type { ConnectionInfo, StreamProtocol } from "./stream-info.ts";

/** What the requests of one connection share. */
export interface SharedByStreams {
  readonly services: HttpServices;
  readonly info: ConnectionInfo;
  readonly protocol: StreamProtocol;
  readonly state: FilterState;
  /** Those that are on their way. */
  readonly streams: Set<HttpStream>;
}

const nothing = new Uint8Array();

/** A request as its client sends it, part by part. Each part is processed when the host runs. */
export class ClientStream {
  private readonly connection: SharedByStreams;
  private readonly receiver: ResponseReceiver;
  private readonly isHttp1: boolean;
  private stream: HttpStream | undefined;

  constructor(connection: SharedByStreams, receiver: ResponseReceiver) {
    this.connection = connection;
    this.receiver = receiver;
    this.isHttp1 = connection.protocol.startsWith("HTTP/1");
  }

  sendHeaders(headers: HeaderFields, endOfStream: boolean): void {
    this.post(() => this.receiveHeaders(headers, endOfStream));
  }

  sendData(bytes: Uint8Array, endOfStream: boolean): void {
    this.post(() => this.receiveData(bytes, endOfStream));
  }

  sendTrailers(trailers: HeaderFields): void {
    this.post(() => this.receiveTrailers(trailers));
  }

  /** An HTTP/2 METADATA frame with so many entries. */
  sendMetadata(elements: number): void {
    this.post(() => this.stream?.receiveMetadata(elements));
  }

  /** Gives the request up. */
  reset(): void {
    this.post(() => {
      if (this.isHttp1) this.stream?.receiveClose();
      else this.stream?.receiveReset();
    });
  }

  private post(event: () => void): void {
    this.connection.services.loop.post(event);
  }

  private receiveHeaders(fields: HeaderFields, endOfStream: boolean): void {
    const { services } = this.connection;
    const stream = new HttpStream(this.connection, this.receiver);
    this.stream = stream;
    const { isHttp1 } = this;
    const { envoyMinor } = services;
    const refusal = isHttp1 ? http1Refusal(fields, envoyMinor) : undefined;
    const violation = isHttp1 ? undefined : http2Violation(fields, "request", envoyMinor);
    const overflow = isHttp1 ? http1RequestOverflow(fields, endOfStream) : http2Overflow(fields, envoyMinor);
    if (refusal !== undefined) stream.refuse(refusal);
    else if (violation !== undefined) stream.receiveViolation(violation);
    else if (overflow !== undefined) stream.receiveOverflow(overflow);
    else stream.receiveHeaders(isHttp1 ? http1RequestHeaders(fields) : http2RequestHeaders(fields), endOfStream);
  }

  private receiveData(bytes: Uint8Array, endOfStream: boolean): void {
    if (!this.isHttp1) {
      this.stream?.receiveData(bytes, endOfStream);
      return;
    }
    // HTTP/1 tells of the end of a body by itself
    if (bytes.length > 0) this.stream?.receiveData(bytes, false);
    if (endOfStream) this.stream?.receiveData(nothing, true);
  }

  private receiveTrailers(trailers: HeaderFields): void {
    if (this.isHttp1) {
      this.receiveData(nothing, true);
      return;
    }
    const { envoyMinor } = this.connection.services;
    const violation = http2Violation(trailers, "trailers", envoyMinor);
    const overflow = http2Overflow(trailers, envoyMinor, true);
    if (violation !== undefined) this.stream?.receiveBadTrailers(violation, true);
    else if (overflow !== undefined) this.stream?.receiveBadTrailers(overflow, overflow === codecError);
    else this.stream?.receiveTrailers(new HeaderMap("request trailers", trailers));
  }
}
