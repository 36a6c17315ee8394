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
 * HttpCall.get("auth", "/check").send<Stream>(this, (stream, response) => {
 *   if (response.failed) stream.sendLocalReply(503, response.message);
 *   else if (response.status == 200) stream.continueRequest();
 *   else stream.sendLocalReply(403, response.text);
 * });
 * return HeadersAction.Pause;
 */
export class CallResponse {
  /**
   * Whether there is no answer to use: the request was reset, or the gRPC call ended with another status than `Ok`. An
   * upstream of an HTTP call that cannot be reached answers 503 in Envoy, one that is too slow 504: these count as answers.
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
    return new KeptResponse(this.failed, this.status, this.message, headers, this.bytes);
  }

  private get buffer(): BufferType {
    return this.isGrpc ? BufferType.GrpcCallMessage : BufferType.HttpCallResponseBody;
  }
}
