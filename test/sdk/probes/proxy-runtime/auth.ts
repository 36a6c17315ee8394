// Old style: asks a cluster whether a request may pass. The cluster's name is the plugin's configuration, or a header's value.
export * from "mesh-wasm/assembly/proxy-runtime/proxy";

import {
  BaseContext,
  BufferTypeValues,
  Context,
  continue_request,
  FilterDataStatusValues,
  FilterHeadersStatusValues,
  GrpcStatusValues,
  get_buffer_bytes,
  Headers,
  LogLevelValues,
  log,
  makeHeaderPair,
  RootContext,
  registerRootContext,
  send_local_response,
  stream_context,
  WasmResultValues,
} from "mesh-wasm/assembly/proxy-runtime";

class AuthRoot extends RootContext {
  createContext(context_id: u32): Context {
    return new Auth(context_id, this);
  }
}

class Auth extends Context {
  allow: bool = false;

  constructor(context_id: u32, root_context: AuthRoot) {
    super(context_id, root_context);
  }

  onRequestHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    const other = stream_context.headers.request.get("x-cluster");
    const cluster = other.length ? other : this.root_context.getConfiguration();
    const result = this.root_context.httpCall(
      cluster,
      this.question(),
      String.UTF8.encode("may it pass?"),
      [makeHeaderPair("x-sum", "1")],
      1000,
      this,
      (origin_context: BaseContext, headers: u32, body_size: usize, trailers: u32) => {
        const context = origin_context as Auth;
        const status = stream_context.headers.http_callback.get(":status");
        const body = String.UTF8.decode(get_buffer_bytes(BufferTypeValues.HttpCallResponseBody, 0, <u32>body_size));
        const counted = headers == <u32>stream_context.headers.http_callback.get_headers().length;
        log(LogLevelValues.info, `answer ${status} ${counted} ${body_size} ${trailers} ${body}`);
        if (status == "200") {
          context.allow = true;
          stream_context.headers.request.add("x-user", body);
          continue_request();
        } else {
          send_local_response(403, "denied", String.UTF8.encode(body), [], GrpcStatusValues.PermissionDenied);
        }
      },
    );
    if (result != WasmResultValues.Ok) {
      send_local_response(500, "no answer", String.UTF8.encode(result.toString()), [], GrpcStatusValues.Internal);
      return FilterHeadersStatusValues.StopIteration;
    }
    return this.allow ? FilterHeadersStatusValues.Continue : FilterHeadersStatusValues.StopIteration;
  }

  onRequestBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    return this.allow ? FilterDataStatusValues.Continue : FilterDataStatusValues.StopIterationAndWatermark;
  }

  private question(): Headers {
    if (stream_context.headers.request.get("x-broken") == "pseudo") return [makeHeaderPair("x", "1")];
    const headers = stream_context.headers.request.get_headers();
    if (stream_context.headers.request.get("x-broken") == "value") headers.push(makeHeaderPair("x", "1\n2"));
    headers.push(makeHeaderPair("x-asked", "yes"));
    return headers;
  }
}

registerRootContext((context_id: u32) => {
  return new AuthRoot(context_id);
}, "auth");
