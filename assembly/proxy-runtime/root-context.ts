import { Status } from "../abi/enums/status";
import { StreamType } from "../abi/enums/stream-type";
import { endPlugin } from "../abi/plugin-calls";
import { continueStream } from "../abi/resume";
import { current, turnTo } from "../abi/turn";
import { BaseContext } from "./base-context";
import { Context } from "./context";
import { Headers } from "./header-pair";
import { Callback, HttpCallback } from "./http-callback";
import { PendingRequest, sendRequest } from "./pending-request";

/**
 * A plugin, as the old SDK has it; see `PluginContext`. It makes the contexts of its streams.
 *
 * @example
 * class Root extends RootContext {
 *   onConfigure(configuration_size: u32): bool {
 *     log(LogLevelValues.info, "configured with " + this.getConfiguration());
 *     return true;
 *   }
 *
 *   createContext(context_id: u32): Context {
 *     return new Context(context_id, this);
 *   }
 * }
 */
export class RootContext extends BaseContext {
  /** The plugin's configuration. Of the SDK's own use, as are the fields below. */
  __configuration: string = "";
  /** The newest of the calls that wait for their answers. */
  __pending: PendingRequest | null = null;
  /** The call whose answer is there. */
  __answered: PendingRequest | null = null;

  /** Takes what the function given to `registerRootContext` was given. */
  constructor(context_id: u32) {
    super(context_id);
  }

  /** The configuration of the plugin as text; empty before `onConfigure`. */
  getConfiguration(): string {
    return this.__configuration;
  }

  /** Makes the context of a stream. */
  createContext(context_id: u32): Context {
    return new Context(context_id, this);
  }

  /**
   * Gives up all calls that wait for their answers: their callbacks are called with zeros, with the context of the call as
   * the effective one. What ends by itself needs no such call: with a stream its calls end, too, and no callback comes.
   */
  cancelPendingRequests(): void {
    const turn = current;
    const requests: PendingRequest[] = [];
    let at = this.__pending;
    while (at) {
      requests.push(at);
      at = at.older;
    }
    for (let i = requests.length - 1; i >= 0; --i) {
      const request = requests[i];
      request.end();
      if (turnTo(request.context.contextId)) request.callback.cb(request.callback.origin_context, 0, 0, 0);
    }
    turnTo(turn);
  }

  /** Whether a configuration of so many bytes would be accepted. Envoy never asks. */
  validateConfiguration(configuration_size: usize): bool {
    return true;
  }

  /** The configuration, of so many bytes, is there: `getConfiguration()` has it already. `false` refuses it. */
  onConfigure(configuration_size: u32): bool {
    return true;
  }

  /** The plugin starts; the VM's configuration has so many bytes. `false` refuses. */
  onStart(vm_configuration_size: usize): bool {
    return true;
  }

  /** The period of `set_tick_period_milliseconds` is over. */
  onTick(): void {}

  /** A value was put into a shared queue that this plugin has registered. */
  onQueueReady(token: u32): void {}

  /** An access log entry is to be written, where the plugin is an access logger. */
  onLog(): void {}

  /** Ends the plugin after `onDone` has answered `false`. */
  done(): void {
    endPlugin(this.context_id);
  }

  /** Resumes the paused request of the stream that is the effective context. */
  continueRequest(): void {
    continueStream(current, StreamType.HttpRequest);
  }

  /**
   * Sends an HTTP request to a cluster of the proxy. The answer comes to `cb`, with `origin_context` as the effective
   * context: the numbers of headers, bytes and trailers; no headers when there is no answer. When the stream ends first,
   * `cb` is never called.
   *
   * @returns `Ok`; else `cb` is never called, and a line in the log says why. `BadArgument`: the proxy has no such cluster,
   *   a header is invalid, `:method`, `:path` or `:authority` is missing, or the stream is gone
   *
   * @example
   * onTick(): void {
   *   const headers = [makeHeaderPair(":method", "GET"), makeHeaderPair(":path", "/"), makeHeaderPair(":authority", "x")];
   *   this.httpCall("keys", headers, new ArrayBuffer(0), [], 1000, this,
   *     (origin_context: BaseContext, headers: u32, body_size: usize, trailers: u32) => {
   *       log(LogLevelValues.info, stream_context.headers.http_callback.get(":status"));
   *     });
   * }
   */
  httpCall<T = Callback>(
    cluster: string,
    headers: Headers,
    body: ArrayBuffer,
    trailers: Headers,
    timeout_milliseconds: u32,
    origin_context: BaseContext,
    // Generic because versions of the old SDK differ in the type of the function's first parameter
    cb: T,
  ): Status {
    if (!isFunction<T>()) ERROR("the last argument of httpCall must be a function");
    const callback = new HttpCallback(origin_context, changetype<Callback>(cb));
    return sendRequest(this, cluster, headers, body, trailers, timeout_milliseconds, callback);
  }

  /** The answer to a call of {@link httpCall} is there: calls its callback. */
  onHttpCallResponse(token: u32, headers: u32, body_size: u32, trailers: u32): void {
    const request = this.__answered;
    if (!request || request.id != token) return;
    const callback = request.callback;
    callback.cb(callback.origin_context, headers, body_size, trailers);
  }

  /** Never called: the old SDK has no way to make a gRPC call. Use `GrpcCall` and `GrpcStream`. */
  on_grpc_receive_initial_metadata(token: u32, headers: u32): void {}

  /** Never called, see {@link on_grpc_receive_initial_metadata}. */
  on_grpc_trailing_metadata(token: u32, trailers: u32): void {}

  /** Never called, see {@link on_grpc_receive_initial_metadata}. */
  on_grpc_receive(token: u32, response_size: u32): void {}

  /** Never called, see {@link on_grpc_receive_initial_metadata}. */
  on_grpc_close(token: u32, status_code: u32): void {}
}
