import type { DataBuffer } from "../data-buffer.ts";
import type { EventLoop } from "../event-loop.ts";
import type { HeaderMap } from "../http/header-map.ts";
import { http1RequestFields } from "../http/http1-fields.ts";
import { http2Fields } from "../http/http2-fields.ts";
import type { ConnectionInfo } from "../stream-info.ts";
import type { Cluster } from "./cluster.ts";
import { type AnsweredRequest, UpstreamAnswer } from "./upstream-answer.ts";
import type { ResponseDecoder, UpstreamReceiver } from "./upstream-stream.ts";

/** What becomes of a request on its way to an upstream, beside the answer. */
export interface UpstreamRequestCallbacks extends ResponseDecoder {
  /** The client whose request it is. */
  readonly downstream?: ConnectionInfo;
  /** A connection is there. Answers whether the headers may be sent. */
  onReady(): boolean;
  /** With what is said of it. */
  onConnectFailure(refusal: string): void;
  /** Everything of the request has been sent. */
  onSent?(): void;
}

const nothing = new Uint8Array();

/** A request on its way to an upstream: it waits for a connection, and then streams. */
export class UpstreamRequest implements AnsweredRequest {
  readonly cluster: Cluster;
  readonly callbacks: UpstreamRequestCallbacks;
  readonly isHead: boolean;
  private readonly loop: EventLoop;
  private receiver: UpstreamReceiver | undefined;
  private ready = false;
  /** The answer is over, or nobody wants it any more. */
  private closed = false;
  private answered = false;
  /** Its end has been given, and no more of it is taken. */
  private ended = false;
  /** Its end has gone out, or the upstream does not wait for it. */
  private sent = false;
  private waiting: (() => void)[] | undefined;

  constructor(
    loop: EventLoop,
    cluster: Cluster,
    headers: HeaderMap,
    endOfStream: boolean,
    callbacks: UpstreamRequestCallbacks,
  ) {
    this.loop = loop;
    this.callbacks = callbacks;
    this.cluster = cluster;
    this.isHead = headers.get(":method") === "HEAD";
    // The first connection takes its time: the client's next parts may come before it is there
    if (cluster.connected) this.connect(headers, endOfStream);
    else loop.post(() => this.connect(headers, endOfStream));
  }

  sendData(data: DataBuffer, endOfStream: boolean): void {
    const bytes = data.take();
    this.whenReady(() => this.receiver?.onData?.(bytes, endOfStream));
    if (endOfStream) this.end();
  }

  /** A filter that adds trailers twice has them sent once: behind the end nothing goes out. */
  sendTrailers(trailers: HeaderMap): void {
    if (this.ended) return;
    const { options, envoyMinor } = this.cluster;
    const fields = options.http2 ? http2Fields(trailers, envoyMinor) : [];
    if (fields.length > 0) this.whenReady(() => this.receiver?.onTrailers?.(fields));
    else this.whenReady(() => this.receiver?.onData?.(nothing, true));
    this.end();
  }

  sendMetadata(elements: number): void {
    this.whenReady(() => this.receiver?.onMetadata?.(elements));
  }

  /** Gives the request up; the upstream is told where it has heard of it. */
  reset(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.ready && !this.answered) this.receiver?.onReset?.();
  }

  stopSending(): void {
    this.sent = true;
  }

  answer(isEnd: boolean, event: () => void, breaksOff?: boolean): void {
    if (this.answered) return;
    this.answered = isEnd;
    this.loop.post(() => {
      if (this.closed) return;
      if (isEnd) this.closed = true;
      event();
      // Nobody wants the rest of a request that is answered
      if (isEnd && (breaksOff || !this.sent)) this.receiver?.onReset?.();
    });
  }

  private connect(headers: HeaderMap, endOfStream: boolean): void {
    if (this.closed) return;
    const { cluster } = this;
    const { upstream } = cluster.options;
    if (!upstream) {
      this.closed = true;
      this.callbacks.onConnectFailure(cluster.refusal);
      return;
    }
    cluster.connected = true;
    if (!this.callbacks.onReady()) {
      this.closed = true;
      return;
    }
    const fields = cluster.options.http2
      ? http2Fields(headers, cluster.envoyMinor)
      : http1RequestFields(headers, endOfStream);
    this.receiver = upstream(new UpstreamAnswer(this, fields, endOfStream)) ?? undefined;
    this.ready = true;
    if (endOfStream) this.end();
    for (const send of this.waiting?.splice(0) ?? []) send();
  }

  private end(): void {
    this.ended = true;
    this.whenReady(() => {
      this.sent = true;
      this.callbacks.onSent?.();
    });
  }

  private whenReady(send: () => void): void {
    if (this.closed) return;
    if (this.ready) {
      send();
      return;
    }
    this.waiting ??= [];
    this.waiting.push(send);
  }
}
