import { ClientStream, type SharedByStreams } from "./client-stream.ts";
import { FilterState } from "./filter-state.ts";
import type { HttpStream } from "./http/http-stream.ts";
import type { ResponseReceiver } from "./http/response-receiver.ts";
import type { HttpServices } from "./proxy/http-services.ts";
import type { ConnectionInfo, StreamProtocol } from "./stream-info.ts";

/** The connection of a client that speaks HTTP. */
export class HttpConnection implements SharedByStreams {
  readonly services: HttpServices;
  readonly info: ConnectionInfo;
  readonly protocol: StreamProtocol;
  readonly state = new FilterState();
  readonly streams = new Set<HttpStream>();

  constructor(services: HttpServices, info: ConnectionInfo, protocol: StreamProtocol) {
    this.services = services;
    this.info = info;
    this.protocol = protocol;
  }

  /** Begins a request. */
  request(receiver: ResponseReceiver): ClientStream {
    return new ClientStream(this, receiver);
  }

  /** The client closes the connection, and with it all requests that are on their way. */
  close(): void {
    this.services.loop.post(() => {
      for (const stream of [...this.streams]) stream.receiveClose();
    });
  }
}
