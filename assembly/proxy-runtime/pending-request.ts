import { bufferSize } from "../abi/buffer-calls";
import { BufferType } from "../abi/enums/buffer-type";
import { HeaderMapType } from "../abi/enums/header-map-type";
import { LogLevel } from "../abi/enums/log-level";
import { Status } from "../abi/enums/status";
import { callResult, sendHttpCall } from "../abi/http-calls";
import { writeLog } from "../abi/log-calls";
import { actOn } from "../abi/turn";
import { PendingCall } from "../call/pending-call";
import { BaseContext as SdkContext } from "../context/base-context";
import { Headers as SdkHeaders } from "../http/headers";
import { contextOf } from "../runtime/contexts";
import { bytesOf } from "./array-buffer";
import { Headers } from "./header-pair";
import { countHeaders, sdkHeaders } from "./header-pairs";
import { HttpCallback } from "./http-callback";
import { RootContext } from "./root-context";

/** A call of an old root context that waits for its answer. */
@final
export class PendingRequest extends PendingCall {
  readonly root: RootContext;
  readonly callback: HttpCallback;

  /** The neighbours among the calls of the root context. */
  older: PendingRequest | null;
  private newer: PendingRequest | null = null;

  constructor(context: SdkContext, id: u32, root: RootContext, callback: HttpCallback) {
    super(context, id);
    this.root = root;
    this.callback = callback;
    const older = root.__pending;
    this.older = older;
    if (older) older.newer = this;
    root.__pending = this;
  }

  onHttpCallResponse(headers: u32): void {
    this.end();
    const root = this.root;
    root.__answered = this;
    const trailers = countHeaders(HeaderMapType.HttpCallResponseTrailers);
    root.onHttpCallResponse(this.id, headers, bufferSize(BufferType.HttpCallResponseBody), trailers);
    root.__answered = null;
  }

  release(): void {
    this.forget();
    this.unlink();
  }

  /** No answer is waited for any more. */
  end(): void {
    this.finish();
    this.unlink();
  }

  private unlink(): void {
    const older = this.older;
    const newer = this.newer;
    if (older) older.newer = newer;
    if (newer) newer.older = older;
    else this.root.__pending = older;
  }
}

/** Sends an HTTP request in the name of a context. */
export function sendRequest(
  root: RootContext,
  cluster: string,
  headers: Headers,
  body: ArrayBuffer,
  trailers: Headers,
  timeout: u32,
  callback: HttpCallback,
): Status {
  const context = contextOf(callback.origin_context.context_id);
  if (!context || !actOn(context.contextId)) return refuse(cluster, "the stream has ended", Status.BadArgument);
  const fields = sdkHeaders(headers);
  if (!isRequest(fields)) return refuse(cluster, ":method, :path or :authority is missing", Status.BadArgument);
  const pairs = fields.encode();
  const trailerPairs = sdkHeaders(trailers).encode();
  if (!pairs || !trailerPairs) return refuse(cluster, "invalid header", Status.BadArgument);
  // Envoy takes it for a signed number
  const milliseconds = min(timeout, <u32>i32.MAX_VALUE);
  const status = sendHttpCall(cluster, pairs, bytesOf(body), trailerPairs, milliseconds);
  if (status == Status.BadArgument) return refuse(cluster, "this proxy has no such cluster", status);
  if (status != Status.Ok) return refuse(cluster, `the host answered status ${<i32>status}`, status);
  new PendingRequest(context, callResult(), root, callback);
  return status;
}

function isRequest(headers: SdkHeaders): bool {
  return headers.has(":method") && headers.has(":path") && headers.has(":authority");
}

function refuse(cluster: string, error: string, status: Status): Status {
  writeLog(LogLevel.Warn, `HTTP call to cluster "${cluster}" not sent: ${error}`);
  return status;
}
