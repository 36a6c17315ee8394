import type { EventLoop } from "./event-loop.ts";
import { FilterState } from "./filter-state.ts";
import { http1RequestOverflow, http2Overflow } from "./http/header-limits.ts";
import { HeaderMap } from "./http/header-map.ts";
import { HttpStream } from "./http/http-stream.ts";
import { violationOf } from "./http/request-checks.ts";
import type { ResponseReceiver } from "./http/response-receiver.ts";
import type { HttpServices } from "./proxy/http-services.ts";
import type { ConnectionInfo, StreamProtocol } from "./stream-info.ts";

/** A request as its client sends it, part by part. Each part is processed when the host runs. */
export interface ClientStream {
  sendHeaders(headers: Iterable<readonly [string, string]>, endOfStream: boolean): void;
  sendData(bytes: Uint8Array, endOfStream: boolean): void;
  sendTrailers(trailers: Iterable<readonly [string, string]>): void;
  /** An HTTP/2 METADATA frame with so many entries. */
  sendMetadata(elements: number): void;
  /** Gives the request up. */
  reset(): void;
}

/** The connection of a client that speaks HTTP. */
export class HttpConnection {
  private readonly services: HttpServices;
  private readonly info: ConnectionInfo;
  private readonly protocol: StreamProtocol;
  private readonly state = new FilterState();
  private readonly streams = new Set<HttpStream>();

  constructor(services: HttpServices, info: ConnectionInfo, protocol: StreamProtocol) {
    this.services = services;
    this.info = info;
    this.protocol = protocol;
  }

  /** Begins a request. */
  request(receiver: ResponseReceiver): ClientStream {
    const { services } = this;
    const loop: EventLoop = services.loop;
    const isHttp1 = this.protocol.startsWith("HTTP/1");
    let stream: HttpStream | undefined;

    /** HTTP/1 tells of the end of a body by itself. */
    function receiveData(bytes: Uint8Array, end: boolean): void {
      if (!isHttp1) {
        stream?.receiveData(bytes, end);
        return;
      }
      if (bytes.length > 0) stream?.receiveData(bytes, false);
      if (end) stream?.receiveData(nothing, true);
    }
    function receiveTrailers(fields: readonly (readonly [string, string])[]): void {
      const overflow = http2Overflow(fields, services.envoyMinor, true);
      if (overflow !== undefined) stream?.receiveTrailersOverflow(overflow);
      else stream?.receiveTrailers(new HeaderMap("request trailers", fields));
    }
    return {
      sendHeaders: (headers, end) =>
        loop.post(() => {
          const opened = new HttpStream(services, this.info, this.state, this.protocol, this.forgetting(receiver));
          stream = opened;
          this.streams.add(opened);
          const fields = [...headers];
          const violation = isHttp1 ? undefined : violationOf(fields);
          const overflow = isHttp1 ? http1RequestOverflow(fields, end) : http2Overflow(fields, services.envoyMinor);
          if (violation !== undefined) opened.receiveViolation(violation);
          else if (overflow !== undefined) opened.receiveOverflow(overflow);
          else opened.receiveHeaders(requestHeaders(fields, isHttp1), end);
        }),
      sendData: (bytes, end) => loop.post(() => receiveData(bytes, end)),
      sendTrailers: (trailers) =>
        loop.post(() => {
          if (isHttp1) receiveData(nothing, true);
          else receiveTrailers([...trailers] as const);
        }),
      sendMetadata: (elements) => loop.post(() => stream?.receiveMetadata(elements)),
      reset: () => loop.post(() => (isHttp1 ? stream?.receiveClose() : stream?.receiveReset())),
    };
  }

  /** The client closes the connection, and with it all requests that are on their way. */
  close(): void {
    this.services.loop.post(() => {
      for (const stream of [...this.streams]) stream.receiveClose();
    });
  }

  private forgetting(receiver: ResponseReceiver): ResponseReceiver {
    return {
      ...receiver,
      onDestroy: (stream) => {
        this.streams.delete(stream);
        receiver.onDestroy?.(stream);
      },
    };
  }
}

const nothing = new Uint8Array();

/** HTTP/2 lets clients send a cookie in pieces; Envoy puts them together, behind all other fields. */
function requestHeaders(fields: Iterable<readonly [string, string]>, isHttp1: boolean): HeaderMap {
  const headers = new HeaderMap("request", fields);
  if (isHttp1 || !headers.has("cookie")) return headers;
  const cookie = headers.getAll("cookie").join("; ");
  headers.remove("cookie");
  headers.add("cookie", cookie);
  return headers;
}
