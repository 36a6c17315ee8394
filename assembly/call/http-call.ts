import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";
import { callResult, sendHttpCall } from "../abi/http-calls";
import { keepCluster, keptCluster } from "../abi/kept-names";
import { encodeUtf8 } from "../encoding/utf8";
import { Headers } from "../http/headers";
import { Call } from "./call";
import { CallHandler } from "./call-handler";
import { CallResponse } from "./call-response";
import { istioHost } from "./istio-cluster";
import { PendingCall } from "./pending-call";

/**
 * An HTTP request to a cluster of the proxy.
 *
 * Source: `proxy_http_call`.
 *
 * @example
 * const call = HttpCall.post("audit", "/entries", `{"path":"${this.request.path}"}`);
 * call.headers.add("content-type", "application/json");
 * call.timeout = 250;
 * call.send(this, (stream: Stream, response: CallResponse) => stream.onAudited(response));
 */
export class HttpCall extends Call {
  /** The cluster's name as the proxy knows it; see `istioCluster` for those of Istio. */
  readonly cluster: string;

  /** The HTTP method. */
  method: string;

  /** Path and query. */
  path: string;

  /**
   * What the upstream gets as `host`. From the start the cluster's name; of a cluster of Istio the host in it.
   */
  authority: string;

  /** Further headers. Envoy adds `x-envoy-internal`, `x-forwarded-for` and the like by itself. */
  headers: Headers = new Headers();

  /** The body; empty for none. */
  body: Bytes = new StaticArray<u8>(0);

  /** Fields after the body. The HTTP client inside of Envoy leaves them out. */
  trailers: Headers | null = null;

  /** A request without a body; {@link get} and {@link post} are shorter. */
  constructor(cluster: string, path: string, method: string = "GET") {
    super(`HTTP call to cluster "${cluster}"`, dispatchHttp);
    this.cluster = keepCluster(cluster);
    this.path = path;
    this.method = method;
    this.authority = istioHost(cluster);
  }

  /** A request without a body. */
  static get(cluster: string, path: string): HttpCall {
    return new HttpCall(cluster, path);
  }

  /** A request with a text as its body. */
  static post(cluster: string, path: string, body: string): HttpCall {
    const call = new HttpCall(cluster, path, "POST");
    call.body = encodeUtf8(body);
    return call;
  }

  /** All headers on the wire; null when one is invalid. Of the SDK's own use. */
  __pairs(): Bytes | null {
    const all = new Headers().add(":method", this.method).add(":path", this.path).add(":authority", this.authority);
    return all.addAll(this.headers).encode();
  }
}

function dispatchHttp(call: Call, handler: CallHandler): Status {
  const http = changetype<HttpCall>(call);
  const headers = http.__pairs();
  if (!headers) return call.refuse("invalid header", Status.BadArgument);
  const fields = http.trailers;
  const trailers = fields ? fields.encode() : null;
  if (fields && !trailers) return call.refuse("invalid trailer", Status.BadArgument);
  // Envoy takes it for a signed number
  const timeout = min(call.timeout, <u32>i32.MAX_VALUE);
  const status = sendHttpCall(keptCluster(http.cluster), headers, http.body, trailers, timeout);
  // Path, method and authority are there: nothing but the name of the cluster can be wrong
  if (status == Status.BadArgument) return call.refuse("this proxy has no such cluster", status);
  if (status != Status.Ok) return call.refuse(`the host answered status ${<i32>status}`, status);
  new PendingHttpCall<CallHandler>(handler, callResult());
  return status;
}

/** An HTTP call that waits for its answer. Generic so that it is compiled only where one is made. */
@final
class PendingHttpCall<T extends CallHandler> extends PendingCall {
  private handler: T;

  constructor(handler: T, id: u32) {
    super(handler.context, id);
    this.handler = handler;
  }

  onHttpCallResponse(headers: u32): void {
    this.finish();
    this.handler.answered(CallResponse.ofHttp(headers));
  }

  release(): void {
    this.forget();
  }
}
