import { Bytes } from "../abi/bytes";
import { BufferType } from "../abi/enums/buffer-type";
import { GrpcStatus } from "../abi/enums/grpc-status";
import { HeaderMapType } from "../abi/enums/header-map-type";
import { LogLevel } from "../abi/enums/log-level";
import { Status } from "../abi/enums/status";
import { cancelGrpc, closeGrpc, grpcResult, openGrpcStream, sendGrpcMessage, statusMessage } from "../abi/grpc-calls";
import { writeLog } from "../abi/log-calls";
import { actOn } from "../abi/turn";
import { BaseContext } from "../context/base-context";
import { bodyOf } from "../http/body";
import { HeaderMap, headerMap } from "../http/header-map";
import { Headers } from "../http/headers";
import { grpcError, noService } from "./grpc-error";
import { GrpcService } from "./grpc-service";
import { PendingCall } from "./pending-call";

/**
 * A gRPC stream: any number of messages each way. Extend it with what is to be done with those that come; each callback has
 * the context that opened the stream as the effective one. It ends with that context, too.
 *
 * Source: `proxy_grpc_stream`.
 *
 * @example
 * class Watch extends GrpcStream {
 *   onMessage(message: Bytes): void { log.info(decodeUtf8(message)); }
 *   onClose(status: GrpcStatus, message: string): void { log.warn(`watch ended: ${message}`); }
 * }
 *
 * const watch = new Watch();
 * if (watch.open(this, GrpcService.ofCluster("config"), "config.Watcher", "Watch") == Status.Ok) watch.send(bytes);
 */
export class GrpcStream {
  private pending: PendingCall | null = null;

  /** Whether messages can be sent. */
  get isOpen(): bool {
    return this.pending != null;
  }

  /**
   * Opens the stream in the name of a context: a stream or the plugin. One that was open is reset.
   *
   * @param serviceName the full name of the service, with its package
   * @returns `Ok`; `InternalFailure` when the proxy has no such cluster or none of its hosts is up, `BadArgument` for a service
   *   of no bytes, invalid metadata and when the context is gone. A line in the log says why
   */
  open(
    context: BaseContext,
    service: GrpcService,
    serviceName: string,
    method: string,
    metadata: Headers | null = null,
  ): Status {
    this.cancel();
    const pairs = (metadata ? metadata : new Headers()).encode();
    if (!pairs || !actOn(context.contextId)) return Status.BadArgument;
    const isEmpty = !service.bytes.length;
    const status = isEmpty ? Status.BadArgument : openGrpcStream(service.bytes, serviceName, method, pairs);
    if (status == Status.Ok) this.pending = new PendingGrpcStream<GrpcStream>(context, grpcResult(), this);
    else {
      const reason = isEmpty ? noService() : grpcError(status);
      writeLog(LogLevel.Warn, `gRPC stream ${serviceName}/${method} not opened: ${reason}`);
    }
    return status;
  }

  /**
   * Sends a message. `endStream`: it is the last one; answers still come.
   *
   * @returns `Ok`; `BadArgument` when the stream is not open
   */
  send(message: Bytes, endStream: bool = false): Status {
    const pending = this.pending;
    return pending ? sendGrpcMessage(pending.id, message, endStream) : Status.BadArgument;
  }

  /** Ends our side without a message: answers still come, and {@link onClose}. `BadArgument` when it is not open. */
  close(): Status {
    const pending = this.pending;
    return pending ? closeGrpc(pending.id) : Status.BadArgument;
  }

  /** Resets the stream: no callback comes any more. `BadArgument` when it is not open. */
  cancel(): Status {
    const pending = this.pending;
    if (!pending) return Status.BadArgument;
    this.pending = null;
    pending.finish();
    return cancelGrpc(pending.id);
  }

  /** The initial metadata of the server is there. */
  onInitialMetadata(metadata: HeaderMap): void {}

  /** A message of the server is there. */
  onMessage(message: Bytes): void {}

  /** The trailing metadata of the server is there. */
  onTrailingMetadata(metadata: HeaderMap): void {}

  /** The stream has ended; `message` is the server's or the proxy's. It can be opened again. */
  onClose(status: GrpcStatus, message: string): void {}

  /** Of the SDK's own use. */
  __ended(): void {
    this.pending = null;
  }
}

/** What the host knows of a stream. Generic so that it is compiled only where one is opened. */
@final
class PendingGrpcStream<T extends GrpcStream> extends PendingCall {
  private stream: T;

  constructor(context: BaseContext, id: u32, stream: T) {
    super(context, id);
    this.stream = stream;
  }

  onGrpcInitialMetadata(): void {
    this.stream.onInitialMetadata(headerMap(HeaderMapType.GrpcCallInitialMetadata));
  }

  onGrpcMessage(size: u32): void {
    this.stream.onMessage(bodyOf(BufferType.GrpcCallMessage).bytes());
  }

  onGrpcTrailingMetadata(): void {
    this.stream.onTrailingMetadata(headerMap(HeaderMapType.GrpcCallTrailingMetadata));
  }

  onGrpcClose(status: GrpcStatus): void {
    this.finish();
    this.stream.__ended();
    this.stream.onClose(status, statusMessage());
  }

  release(): void {
    this.forget();
    this.stream.__ended();
    cancelGrpc(this.id);
  }
}
