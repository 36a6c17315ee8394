import type { FilterState } from "./filter-state.ts";
import { http1RequestOverflow, http2Overflow } from "./http/header-limits.ts";
import { type HeaderFields, HeaderMap } from "./http/header-map.ts";
import { HttpStream } from "./http/http-stream.ts";
import { violationOf } from "./http/request-checks.ts";
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
    const { services, info, state, protocol, streams } = this.connection;
    const stream = new HttpStream(services, info, state, protocol, this.receiver, streams);
    this.stream = stream;
    const violation = this.isHttp1 ? undefined : violationOf(fields);
    const overflow = this.isHttp1
      ? http1RequestOverflow(fields, endOfStream)
      : http2Overflow(fields, services.envoyMinor);
    if (violation !== undefined) stream.receiveViolation(violation);
    else if (overflow !== undefined) stream.receiveOverflow(overflow);
    else stream.receiveHeaders(requestHeaders(fields, this.isHttp1), endOfStream);
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
    const overflow = http2Overflow(trailers, this.connection.services.envoyMinor, true);
    if (overflow !== undefined) this.stream?.receiveTrailersOverflow(overflow);
    else this.stream?.receiveTrailers(new HeaderMap("request trailers", trailers));
  }
}

/** HTTP/2 lets clients send a cookie in pieces; Envoy puts them together, behind all other fields. */
function requestHeaders(fields: HeaderFields, isHttp1: boolean): HeaderMap {
  const headers = new HeaderMap("request", fields);
  if (isHttp1 || !headers.has("cookie")) return headers;
  const cookie = headers.getAll("cookie").join("; ");
  headers.remove("cookie");
  headers.add("cookie", cookie);
  return headers;
}
