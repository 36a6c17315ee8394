import { Bytes } from "../abi/bytes";
import { BufferType } from "../abi/enums/buffer-type";
import { GrpcStatus } from "../abi/enums/grpc-status";
import { HeaderMapType } from "../abi/enums/header-map-type";
import { bodyOf } from "../http/body";
import { HeaderMap, headerMap } from "../http/header-map";
import { Headers } from "../http/headers";
import { KeptResponse } from "./kept-response";

/**
 * The answer to a call, for as long as its handler runs: what is needed later is copied with {@link keep}.
 *
 * @example
 * const status = HttpCall.get("auth", "/check").send<Stream>(this, (stream, response) => {
 *   if (response.ok) stream.continueRequest();
 *   else stream.sendLocalReply(response.status == 403 ? 403 : 503);
 * });
 * // This proxy has no such cluster
 * if (status != Status.Ok) this.sendLocalReply(503);
 * return HeadersAction.Pause;
 */
export class CallResponse {
  /**
   * Whether the call did what it should: it was answered, by HTTP with a status of 200 to 299, by gRPC with `Ok`. What must not
   * happen without that (letting a request pass, say) is to ask for this, and not for {@link failed}.
   */
  readonly ok: bool;

  /**
   * Whether there is no answer at all: the request was reset, or the gRPC call ended with another status than `Ok`. `false`
   * does not mean that the upstream has answered an HTTP call: where it cannot be reached, Envoy itself answers 503, and 504
   * where the call takes too long. These are answers like any other, but not {@link ok}.
   */
  readonly failed: bool;

  /** The HTTP status code, 0 when {@link failed}; of a gRPC call its status code, a `GrpcStatus`. */
  readonly status: u32;

  /** Why it failed; empty when it did not. */
  readonly message: string;

  private isGrpc: bool;

  /** Of the SDK's own use. */
  constructor(failed: bool, status: u32, message: string, isGrpc: bool) {
    this.failed = failed;
    this.ok = !failed && (isGrpc || status - 200 < 100);
    this.status = status;
    this.message = message;
    this.isGrpc = isGrpc;
  }

  /** The answer to an HTTP call of which the host has so many headers. Of the SDK's own use. */
  static ofHttp(headers: u32): CallResponse {
    if (!headers) return new CallResponse(true, 0, "the request was reset", false);
    const status = headerMap(HeaderMapType.HttpCallResponseHeaders).getInteger(":status", 0);
    return new CallResponse(false, <u32>status, "", false);
  }

  /** The answer to a gRPC call. Of the SDK's own use. */
  static ofGrpc(status: GrpcStatus, message: string): CallResponse {
    return new CallResponse(status != GrpcStatus.Ok, status, message, true);
  }

  /** The headers of an HTTP answer, `:status` among them. A gRPC call has none that Envoy shows. */
  get headers(): HeaderMap {
    return headerMap(HeaderMapType.HttpCallResponseHeaders);
  }

  /** The trailers of an HTTP answer. */
  get trailers(): HeaderMap {
    return headerMap(HeaderMapType.HttpCallResponseTrailers);
  }

  /** The body, or the gRPC message; empty when {@link failed}. */
  get bytes(): Bytes {
    return this.failed ? new StaticArray<u8>(0) : bodyOf(this.buffer).bytes();
  }

  /** The body as text; what is no UTF-8 reads as U+FFFD. */
  get text(): string {
    return this.failed ? "" : bodyOf(this.buffer).text();
  }

  /** A copy that lasts. */
  keep(): KeptResponse {
    const headers: Headers | null = this.isGrpc ? null : this.headers.entries();
    return new KeptResponse(this.failed, this.ok, this.status, this.message, headers, this.bytes);
  }

  private get buffer(): BufferType {
    return this.isGrpc ? BufferType.GrpcCallMessage : BufferType.HttpCallResponseBody;
  }
}
