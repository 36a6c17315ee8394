import { AnnouncedLength } from "../http/announced-length.ts";
import { codecError, http1ResponseOverflow, http2Overflow } from "../http/header-limits.ts";
import { type HeaderField, type HeaderFields, HeaderMap } from "../http/header-map.ts";
import { http1Headers, http1Violation } from "../http/http1-rules.ts";
import { http2Headers, http2Violation } from "../http/http2-rules.ts";
import type { ConnectionInfo } from "../stream-info.ts";
import type { Cluster } from "./cluster.ts";
import type { ResetReason, ResponseDecoder, UpstreamStream } from "./upstream-stream.ts";

/** The request that is answered. */
export interface AnsweredRequest {
  readonly cluster: Cluster;
  readonly isHead: boolean;
  readonly callbacks: ResponseDecoder & { readonly downstream?: ConnectionInfo };
  /**
   * Has something of the answer heard once the upstream is through; with its end nothing more is. `breaksOff` where the upstream
   * then hears a reset.
   */
  answer(isEnd: boolean, event: () => void, breaksOff?: boolean): void;
  /** The upstream wants no more of the request. */
  stopSending(): void;
}

const nothing = new Uint8Array();

/** A request as its upstream has it, and the answer as the codec on the proxy's side reads it. */
export class UpstreamAnswer implements UpstreamStream {
  readonly headers: HeaderField[];
  readonly endOfStream: boolean;
  private readonly request: AnsweredRequest;
  private readonly http2: boolean;
  private announced = new AnnouncedLength();
  /** Its headers have come. */
  private begun = false;

  constructor(request: AnsweredRequest, headers: HeaderField[], endOfStream: boolean) {
    this.request = request;
    this.headers = headers;
    this.endOfStream = endOfStream;
    this.http2 = request.cluster.options.http2 ?? false;
  }

  get downstream(): ConnectionInfo | undefined {
    return this.request.callbacks.downstream;
  }

  sendHeaders(fields: HeaderFields, endOfStream: boolean): void {
    const { request, http2 } = this;
    const { isHead, callbacks } = request;
    const { envoyMinor } = request.cluster;
    const refusal = this.refusalOf(fields, "response");
    if (refusal) {
      this.refuse(refusal, !endOfStream && refusal === "protocol error");
      return;
    }
    const headers = http2 ? http2Headers("response", fields) : http1Headers("response", fields);
    if (contradictsItsLength(headers, endOfStream && http2 && !isHead && envoyMinor > 36)) {
      this.breakOff("protocol error");
      return;
    }
    // HTTP allows no length there; Envoy puts up with 0
    const keepsLength = headers.get(":status") !== "204" || (http2 && envoyMinor <= 36);
    if (!keepsLength) headers.remove("content-length");
    if (!isHead) this.announced = new AnnouncedLength(headers);
    this.begun = true;
    const ends = endOfStream || isBodiless(headers, isHead) || (!http2 && headers.get("content-length") === "0");
    request.answer(ends, () => callbacks.onHeaders(headers, ends));
  }

  sendData(bytes: Uint8Array, endOfStream: boolean): void {
    const { request } = this;
    if (!this.http2) this.sendInParts(bytes, endOfStream);
    else if (this.announced.allows(bytes.length, endOfStream))
      request.answer(endOfStream, () => request.callbacks.onData(bytes, endOfStream));
    else this.breakOff(request.cluster.envoyMinor > 36 ? "protocol error" : "remote reset");
  }

  sendTrailers(fields: HeaderFields): void {
    if (!this.http2) {
      this.sendInParts(nothing, true);
      return;
    }
    const { request } = this;
    const refusal = this.refusalOf(fields, "trailers");
    if (refusal) this.refuse(refusal);
    else request.answer(true, () => request.callbacks.onTrailers(new HeaderMap("trailers", fields)));
  }

  sendMetadata(elements: number): void {
    const { request } = this;
    request.answer(false, () => request.callbacks.onMetadata(elements));
  }

  reset(reason: ResetReason = "remote reset"): void {
    const { request, http2 } = this;
    if (!http2 || reason === "connection termination") request.cluster.connected = false;
    request.stopSending();
    const told = http2 || reason === "local reset" ? this.http2Reset(reason) : this.http1Reset();
    request.answer(true, () => request.callbacks.onReset(told));
  }

  /** Why the proxy's codec does not take headers or trailers; undefined where it does. */
  private refusalOf(fields: HeaderFields, of: "response" | "trailers"): ResetReason | undefined {
    const { http2 } = this;
    const { envoyMinor } = this.request.cluster;
    const violation = http2 ? http2Violation(fields, of, envoyMinor) : http1Violation(fields);
    if (violation !== undefined) return "protocol error";
    const overflow = http2 ? http2Overflow(fields, envoyMinor) : http1ResponseOverflow(fields);
    if (overflow === undefined) return undefined;
    return http2 && overflow !== codecError ? "remote reset" : "protocol error";
  }

  /** What the upstream sends breaks the rules, and it is done with. */
  private breakOff(reason: ResetReason): void {
    this.request.stopSending();
    this.refuse(reason);
  }

  /** @param breaksOff whether the connection is closed while the upstream still answers. */
  private refuse(reason: ResetReason, breaksOff?: boolean): void {
    const { request } = this;
    if (!this.http2) request.cluster.connected = false;
    request.answer(true, () => request.callbacks.onReset(reason), breaksOff);
  }

  /** HTTP/1.1 tells of the end of a body by itself. */
  private sendInParts(bytes: Uint8Array, ends: boolean): void {
    const { request } = this;
    const part = this.announced.cut(bytes);
    if (part.length > 0) request.answer(false, () => request.callbacks.onData(part, false));
    if (this.announced.endsHere(ends)) request.answer(true, () => request.callbacks.onData(nothing, true));
  }

  /** Envoy 1.36 does not look at the code of a reset. */
  private http2Reset(reason: ResetReason): ResetReason {
    return reason === "protocol error" && this.request.cluster.envoyMinor <= 36 ? "remote reset" : reason;
  }

  /** HTTP/1.1 has no reset: the connection ends, in the middle of an answer that has begun. */
  private http1Reset(): ResetReason {
    return this.begun ? "protocol error" : "connection termination";
  }
}

/** Whether headers announce a body that the status has not, or, where they are to be all, any. */
function contradictsItsLength(headers: HeaderMap, isAll: boolean): boolean {
  const status = headers.get(":status");
  if (status === "304" || !(isAll || status === "204")) return false;
  return !new AnnouncedLength(headers).allows(0, true);
}

/** Whether HTTP lets no body follow, whatever an upstream sends. */
function isBodiless(headers: HeaderMap, isHead: boolean): boolean {
  const status = headers.get(":status");
  return status === "204" || status === "304" || (isHead && !(status ?? "").startsWith("1"));
}
