import { LogLevel } from "../abi/enums/log-level";
import { Status } from "../abi/enums/status";
import { writeLog } from "../abi/log-calls";
import { actOn } from "../abi/turn";
import { BaseContext } from "../context/base-context";
import { CallHandler, FunctionHandler } from "./call-handler";
import { CallResponse } from "./call-response";

/**
 * A request of the filter's own to some cluster: an {@link HttpCall} or a {@link GrpcCall}.
 *
 * @example
 * const call: Call = HttpCall.get("auth", "/check");
 * call.timeout = 250;
 * const status = call.send<Stream>(this, (stream, response) => {
 *   if (response.ok) stream.continueRequest();
 *   else stream.sendLocalReply(403);
 * });
 * if (status != Status.Ok) this.sendLocalReply(503);
 * return HeadersAction.Pause;
 */
export abstract class Call {
  /** How long to wait for the answer, in milliseconds; 0: for ever. Envoy answers an HTTP call that took longer with 504. */
  timeout: u32 = 1000;

  /** What it is, for the log. */
  private what: string;

  /** Hands the call to the host. A field and no method, lest a module that makes one kind of calls have the code of both. */
  private dispatch: (call: Call, handler: CallHandler) => Status;

  /** Why the last {@link send} could not send; empty when it could. */
  error: string = "";

  /** Of the SDK's own use. */
  constructor(what: string, dispatch: (call: Call, handler: CallHandler) => Status) {
    this.what = what;
    this.dispatch = dispatch;
  }

  /**
   * Sends the call in the name of a context: a stream or the plugin. The answer comes to the handler once, in a later
   * callback, with that context as the effective one; when the stream ends first, the handler is never called.
   *
   * A function in AssemblyScript sees nothing of the function around it: it is given the context.
   *
   * @returns `Ok`; else the handler is never called, {@link error} says why, and so does a line in the log. `BadArgument`:
   *   the proxy has no such cluster (of gRPC: `InternalFailure`), a `GrpcService` is empty, a header is invalid, or the stream is gone
   *
   * @example
   * const call = HttpCall.get("auth", "/check");
   * if (call.send(this, (stream: Stream, response: CallResponse) => stream.onChecked(response)) != Status.Ok) {
   *   return this.refuse();
   * }
   * return HeadersAction.Pause;
   */
  send<T extends BaseContext>(context: T, handler: (context: T, response: CallResponse) => void): Status {
    return this.sendTo(new FunctionHandler<T>(context, handler));
  }

  /** Sends the call for a handler. Of the SDK's own use. */
  sendTo(handler: CallHandler): Status {
    this.error = "";
    if (!actOn(handler.context.contextId)) return this.refuse("the stream has ended", Status.BadArgument);
    return this.dispatch(this, handler);
  }

  /** Says in the log why the call is not sent, and keeps it. Of the SDK's own use. */
  refuse(error: string, status: Status): Status {
    this.error = error;
    writeLog(LogLevel.Warn, `${this.what} not sent: ${error}`);
    return status;
  }
}
