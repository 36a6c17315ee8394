import { DataBuffer } from "../data-buffer.ts";
import type { Cancel, EventLoop } from "../event-loop.ts";
import { brokenRequestHeaders } from "../http/header-checks.ts";
import type { HeaderMap } from "../http/header-map.ts";
import { localReply } from "../http/local-reply.ts";
import type { Cluster } from "./cluster.ts";
import { UpstreamRequest, type UpstreamRequestCallbacks } from "./upstream-request.ts";
import { type ResetReason, statusOfReset } from "./upstream-stream.ts";

/** The answer to a call. */
export interface CallResponse {
  headers: HeaderMap;
  body: Uint8Array;
  trailers: HeaderMap | undefined;
}

/** A request of the proxy's own. */
export interface CallRequest {
  cluster: Cluster;
  headers: HeaderMap;
  body: Uint8Array;
  /** Milliseconds; 0 for none. */
  timeout: number;
}

/** A call under way. */
export interface RunningCall {
  cancel(): void;
}

/**
 * Sends a request of the proxy's own and collects the answer. What goes wrong before the answer begins is an answer, too, as
 * from Envoy's router: 503 or 504 with a text. `undefined` stands for an answer that broke off.
 */
export function startCall(
  loop: EventLoop,
  request: CallRequest,
  done: (response: CallResponse | undefined) => void,
): RunningCall {
  let over = false;
  let cancelTimeout: Cancel | undefined;
  let headers: HeaderMap | undefined;
  const body = new DataBuffer();

  function finish(response: CallResponse | undefined): void {
    if (over) return;
    over = true;
    cancelTimeout?.();
    done(response);
  }

  function reply(status: number, text: string): void {
    const { headers: fields } = localReply({ status, body: text }, { isGrpc: false, isHead: false });
    finish({ headers: fields, body: new TextEncoder().encode(text), trailers: undefined });
  }

  const callbacks: UpstreamRequestCallbacks = {
    onReady() {
      const broken = brokenRequestHeaders(request.headers);
      if (broken !== undefined) reply(503, broken);
      return broken === undefined;
    },
    onConnectFailure: (refusal) => reply(503, `${beforeHeaders} ${refusal}`),
    onHeaders(fields, endOfStream) {
      if (Number(fields.get(":status")) < 200) return;
      fields.setInPlace("x-envoy-upstream-service-time", "0");
      headers = fields;
      if (endOfStream) finish({ headers: fields, body: body.take(), trailers: undefined });
    },
    onData(bytes, endOfStream) {
      body.add(bytes);
      if (endOfStream && headers) finish({ headers, body: body.take(), trailers: undefined });
    },
    onTrailers(trailers) {
      if (headers) finish({ headers, body: body.take(), trailers });
    },
    onMetadata() {},
    onReset(reason: ResetReason) {
      if (headers) finish(undefined);
      else reply(statusOfReset(reason), `${beforeHeaders} ${reason}`);
    },
  };

  const hasBody = request.body.length > 0;
  const upstream = new UpstreamRequest(loop, request.cluster, request.headers, !hasBody, callbacks);
  if (hasBody) upstream.sendData(new DataBuffer(request.body), true);
  if (request.timeout > 0) {
    cancelTimeout = loop.after(request.timeout, () => {
      upstream.reset();
      if (headers) finish(undefined);
      else reply(504, "upstream request timeout");
    });
  }
  return {
    cancel() {
      over = true;
      cancelTimeout?.();
      upstream.reset();
    },
  };
}

const beforeHeaders = "upstream connect error or disconnect/reset before headers. reset reason:";
