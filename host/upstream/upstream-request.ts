import type { DataBuffer } from "../data-buffer.ts";
import type { EventLoop } from "../event-loop.ts";
import { AnnouncedLength } from "../http/announced-length.ts";
import { codecError, http1ResponseOverflow, http2Overflow } from "../http/header-limits.ts";
import { type HeaderField, HeaderMap } from "../http/header-map.ts";
import { http2Fields } from "../http/http2-fields.ts";
import type { ConnectionInfo } from "../stream-info.ts";
import type { Cluster } from "./cluster.ts";
import type { ResetReason, ResponseDecoder, UpstreamReceiver, UpstreamStream } from "./upstream-stream.ts";

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

/** A request on its way to an upstream: it waits for a connection, and then streams. */
export class UpstreamRequest {
  private readonly loop: EventLoop;
  private readonly cluster: Cluster;
  private readonly http2: boolean;
  private readonly callbacks: UpstreamRequestCallbacks;
  private receiver: UpstreamReceiver | undefined;
  private ready = false;
  /** The answer is over, or nobody wants it any more. */
  private closed = false;
  private answered = false;
  /** The whole request has gone out. */
  private sent = false;
  private announced = new AnnouncedLength();
  /** The headers of the answer have come. */
  private begun = false;
  private trailersSent = false;
  private readonly waiting: (() => void)[] = [];

  constructor(
    loop: EventLoop,
    cluster: Cluster,
    headers: HeaderMap,
    endOfStream: boolean,
    callbacks: UpstreamRequestCallbacks,
  ) {
    this.loop = loop;
    this.callbacks = callbacks;
    this.http2 = cluster.options.http2 ?? false;
    this.cluster = cluster;
    // The first connection takes its time: the client's next parts may come before it is there
    if (cluster.connected) this.connect(headers, endOfStream);
    else loop.post(() => this.connect(headers, endOfStream));
  }

  sendData(data: DataBuffer, endOfStream: boolean): void {
    const bytes = data.take();
    this.whenReady(() => this.receiver?.onData?.(bytes, endOfStream));
    if (endOfStream) this.whenReady(() => this.finish());
  }

  private finish(): void {
    this.sent = true;
    this.callbacks.onSent?.();
  }

  sendMetadata(elements: number): void {
    this.whenReady(() => this.receiver?.onMetadata?.(elements));
  }

  /** A filter that adds trailers twice has them sent once: behind the end nothing goes out. */
  sendTrailers(trailers: HeaderMap): void {
    if (this.trailersSent) return;
    this.trailersSent = true;
    const fields = this.fieldsOf(trailers);
    if (this.http2 && fields.length > 0) this.whenReady(() => this.receiver?.onTrailers?.(fields));
    else this.whenReady(() => this.receiver?.onData?.(nothing, true));
    this.whenReady(() => this.finish());
  }

  /** Gives the request up; the upstream is told where it has heard of it. */
  reset(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.ready && !this.answered) this.receiver?.onReset?.();
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
    this.receiver = upstream(this.streamOf(headers, endOfStream)) ?? undefined;
    this.ready = true;
    if (endOfStream) this.finish();
    for (const send of this.waiting.splice(0)) send();
  }

  private whenReady(send: () => void): void {
    if (this.closed) return;
    if (this.ready) send();
    else this.waiting.push(send);
  }

  private fieldsOf(map: HeaderMap): HeaderField[] {
    return this.http2 ? http2Fields(map, this.cluster.envoyMinor) : map.fields();
  }

  private streamOf(headers: HeaderMap, endOfStream: boolean): UpstreamStream {
    const { callbacks } = this;
    const { http2 } = this;
    const isHead = headers.get(":method") === "HEAD";
    return {
      downstream: callbacks.downstream,
      headers: this.fieldsOf(headers),
      endOfStream,
      sendHeaders: (headers, end) => {
        const fields = [...headers];
        const refusal = this.refusalOf(fields);
        if (refusal) {
          this.refuse(refusal);
          return;
        }
        const answer = new HeaderMap("response", fields);
        if (contradictsItsLength(answer, end && http2 && !isHead && this.cluster.envoyMinor > 36)) {
          this.breakOff("protocol error");
          return;
        }
        // HTTP allows no length there; Envoy puts up with 0
        const keepsLength = answer.get(":status") !== "204" || (http2 && this.cluster.envoyMinor <= 36);
        if (!keepsLength) answer.remove("content-length");
        if (!isHead) this.announced = new AnnouncedLength(answer);
        this.begun = true;
        const ends = end || isBodiless(answer, isHead) || (!http2 && answer.get("content-length") === "0");
        this.answer(ends, () => callbacks.onHeaders(answer, ends));
      },
      sendData: (bytes, end) => {
        if (http2 && !this.announced.allows(bytes.length, end)) {
          this.breakOff(this.cluster.envoyMinor > 36 ? "protocol error" : "remote reset");
        } else if (http2) this.answer(end, () => callbacks.onData(bytes, end));
        else this.answerInParts(bytes, end);
      },
      sendTrailers: (fields) => {
        const trailers = [...fields];
        const refusal = http2 ? this.refusalOf(trailers) : undefined;
        if (refusal) this.refuse(refusal);
        else if (http2) this.answer(true, () => callbacks.onTrailers(new HeaderMap("trailers", trailers)));
        else this.answerInParts(nothing, true);
      },
      sendMetadata: (elements) => this.answer(false, () => callbacks.onMetadata(elements)),
      reset: (reason: ResetReason = "remote reset") => {
        if (!http2 || reason === "connection termination") this.cluster.connected = false;
        this.sent = true; // as far as the upstream is concerned
        const told = http2 || reason === "local reset" ? reason : this.http1Reset();
        this.answer(true, () => callbacks.onReset(told));
      },
    };
  }

  /** Why the upstream's codec does not take headers or trailers; undefined where it does. */
  private refusalOf(fields: readonly (readonly [string, string])[]): ResetReason | undefined {
    const overflow = this.http2 ? http2Overflow(fields, this.cluster.envoyMinor) : http1ResponseOverflow(fields);
    if (overflow === undefined) return undefined;
    return this.http2 && overflow !== codecError ? "remote reset" : "protocol error";
  }

  /** What the upstream sends breaks the rules, and it is done with. */
  private breakOff(reason: ResetReason): void {
    this.sent = true;
    this.refuse(reason);
  }

  private refuse(reason: ResetReason): void {
    if (!this.http2) this.cluster.connected = false;
    this.answer(true, () => this.callbacks.onReset(reason));
  }

  /** HTTP/1.1 tells of the end of a body by itself. */
  private answerInParts(bytes: Uint8Array, ends: boolean): void {
    const { callbacks } = this;
    const part = this.announced.cut(bytes);
    if (part.length > 0) this.answer(false, () => callbacks.onData(part, false));
    if (this.announced.endsHere(ends)) this.answer(true, () => callbacks.onData(nothing, true));
  }

  /** HTTP/1.1 has no reset: the connection ends, in the middle of an answer that has begun. */
  private http1Reset(): ResetReason {
    return this.begun ? "protocol error" : "connection termination";
  }

  private answer(ends: boolean, event: () => void): void {
    if (this.answered) return;
    this.answered = ends;
    this.loop.post(() => {
      if (this.closed) return;
      if (ends) this.closed = true;
      event();
      // Nobody wants the rest of a request that is answered
      if (ends && !this.sent) this.receiver?.onReset?.();
    });
  }
}

const nothing = new Uint8Array();

/** Whether headers announce a body that the status has not, or, where they are to be all, any. */
function contradictsItsLength(answer: HeaderMap, isAll: boolean): boolean {
  const status = answer.get(":status");
  if (status === "304" || !(isAll || status === "204")) return false;
  return !new AnnouncedLength(answer).allows(0, true);
}

/** Whether HTTP lets no body follow, whatever an upstream sends. */
function isBodiless(answer: HeaderMap, isHead: boolean): boolean {
  const status = answer.get(":status");
  return status === "204" || status === "304" || (isHead && !(status ?? "").startsWith("1"));
}
