import { AnnouncedLength } from "../../../../host/http/announced-length.ts";
import type { UpstreamStream } from "../../../../host/index.ts";
import type { Protocol } from "../../../engine.ts";
import type { Fields } from "../../../http/headers.ts";
import type { UpstreamListener } from "../../../upstream/upstream-stream.ts";
import { receivedHeaders } from "../../http1-framing.ts";
import { http1Body, http2Body } from "./body-listener.ts";
import { heardInRequest } from "./http1-peer.ts";
import { heardOverHttp2 } from "./http2-peer.ts";

/** A request as the server behind a real Envoy hears it. */
export interface HeardRequest {
  headers: Fields;
  headersOnly: boolean;
  /** What hears the rest of it, for one that wants to hear what a server hears. */
  listener(listener: UpstreamListener): UpstreamListener;
}

/** Hears a request, or refuses it: undefined where no server's code gets to see it. */
export function hearRequest(stream: UpstreamStream, protocol: Protocol): HeardRequest | undefined {
  return protocol === "HTTP/2" ? hearHttp2(stream) : hearHttp1(stream);
}

function hearHttp2(stream: UpstreamStream): HeardRequest | undefined {
  const headers = heardOverHttp2(stream.headers, "request");
  const length = lengthOf(stream.headers);
  const breakOff = (): void => stream.reset("protocol error");
  if (!headers || (stream.endOfStream && !length.allows(0, true))) {
    breakOff();
    return undefined;
  }
  return {
    headers,
    headersOnly: stream.endOfStream,
    listener: (listener) =>
      http2Body(listener, length, () => {
        breakOff();
        listener.onReset();
      }),
  };
}

function hearHttp1(stream: UpstreamStream): HeardRequest | undefined {
  const headers = heardInRequest(stream.headers);
  const method = stream.headers.find(([name]) => name === ":method")?.[1];
  if (method === "CONNECT") {
    stream.reset();
    return undefined;
  }
  const refuse = (): void => {
    stream.sendHeaders(badRequest, false);
    stream.sendData(new Uint8Array(0), true);
  };
  if (!headers) {
    refuse();
    return undefined;
  }
  const length = lengthOf(headers);
  const coding = headers.find(([name]) => name === "transfer-encoding")?.[1];
  // A server waits for a body that was said to come
  const awaitsBody = coding !== undefined || !length.endsHere(true);
  return {
    headers: receivedHeaders(headers),
    headersOnly: stream.endOfStream && !awaitsBody,
    listener(listener) {
      const body = http1Body(listener, length, { excess: refuse, lack() {} });
      if (coding === undefined || /(^|,)[ \t]*chunked$/i.test(coding)) return body;
      // The server has been told of the headers when the body's coding is found to be none
      refuse();
      body.onReset();
      return body;
    },
  };
}

const badRequest: Fields = [
  [":status", "400"],
  ["connection", "close"],
];

function lengthOf(fields: Fields): AnnouncedLength {
  return new AnnouncedLength({ get: (wanted) => fields.find(([name]) => name === wanted)?.[1] });
}
