import type { ByteString } from "../bytes.ts";
import { DataBuffer } from "../data-buffer.ts";
import type { HeaderMap } from "../http/header-map.ts";
import { Status } from "../status.ts";
import { type GrpcCallbacks, GrpcClientStream } from "../upstream/grpc-call.ts";
import { CallKind, kindOf } from "./call-tokens.ts";
import type { GrpcCall, Started } from "./context.ts";
import { readGrpcService } from "./grpc-service.ts";
import type { RootContext } from "./root-context.ts";

/** The gRPC calls and streams of a plugin. */
export class GrpcCalls {
  /** What the module is being told of. */
  initialMetadata: HeaderMap | undefined;
  trailingMetadata: HeaderMap | undefined;
  message: DataBuffer | undefined;
  private readonly root: RootContext;
  private readonly running = new Map<number, GrpcClientStream>();

  constructor(root: RootContext) {
    this.root = root;
  }

  start(kind: CallKind, call: GrpcCall, unary?: { message: Uint8Array; timeout: number }): Started {
    const { wasm, clusters } = this.root;
    const named = clusters.get(call.upstream);
    const service = named ? undefined : readGrpcService(call.upstream);
    if (!named && !service) return { status: Status.PARSE_FAILURE };
    const cluster = named ?? clusters.get(service?.cluster ?? "");
    if (!cluster) return { status: Status.INTERNAL_FAILURE };
    const token = wasm.callTokens.next(kind);
    const target = {
      cluster,
      authority: service?.authority,
      service: call.service,
      method: call.method,
      metadata: [...(service?.metadata ?? []), ...call.metadata],
      timeout: unary?.timeout,
    };
    const callbacks = kind === CallKind.grpcCall ? this.unaryCallbacks(token) : this.streamCallbacks(token);
    const stream = new GrpcClientStream(wasm.services.loop, target, callbacks);
    this.running.set(token, stream);
    if (stream.isRefused) return { status: Status.INTERNAL_FAILURE };
    if (unary) stream.send(unary.message, true);
    return { token };
  }

  send(token: number, message: Uint8Array, endOfStream: boolean): Status {
    if (kindOf(token) !== CallKind.grpcStream) return Status.BAD_ARGUMENT;
    const stream = this.running.get(token);
    if (!stream) return Status.NOT_FOUND;
    if (!stream.closed) stream.send(message, endOfStream);
    return Status.OK;
  }

  /** Half-closes a stream; ends a call. */
  close(token: number): Status {
    if (!isGrpc(token)) return Status.BAD_ARGUMENT;
    const stream = this.running.get(token);
    if (!stream) return Status.NOT_FOUND;
    if (kindOf(token) === CallKind.grpcCall) {
      stream.reset();
      this.running.delete(token);
      return Status.OK;
    }
    if (stream.closed) this.running.delete(token);
    else stream.closeLocally();
    return Status.OK;
  }

  cancel(token: number): Status {
    if (!isGrpc(token)) return Status.BAD_ARGUMENT;
    const stream = this.running.get(token);
    if (!stream) return Status.NOT_FOUND;
    const { wasm } = this.root;
    const isReceiving = kindOf(token) === CallKind.grpcStream && this.message !== undefined;
    if (isReceiving && wasm.services.envoyMinor < 39) wasm.crash("a stream is cancelled while it receives");
    stream.reset();
    this.running.delete(token);
    return Status.OK;
  }

  cancelAll(): void {
    for (const stream of this.running.values()) stream.reset();
    this.running.clear();
  }

  /** A success is one message; only a failure is a close. */
  private unaryCallbacks(token: number): GrpcCallbacks {
    let answer: Uint8Array | undefined;
    return {
      onInitialMetadata() {},
      onMessage(message) {
        answer = message;
      },
      onTrailingMetadata() {},
      onClose: (status, message) => {
        if (status === 0 && answer) this.received(token, answer);
        else if (status === 0) this.closed(token, internal, "");
        else this.closed(token, status, message);
        this.running.delete(token);
      },
    };
  }

  private streamCallbacks(token: number): GrpcCallbacks {
    return {
      onInitialMetadata: (metadata) => {
        this.initialMetadata = metadata;
        this.root.tell("proxy_on_grpc_receive_initial_metadata", token, metadata.size);
        this.initialMetadata = undefined;
      },
      onMessage: (message) => this.received(token, message),
      onTrailingMetadata: (metadata) => {
        this.trailingMetadata = metadata;
        this.root.tell("proxy_on_grpc_receive_trailing_metadata", token, metadata.size);
        this.trailingMetadata = undefined;
      },
      onClose: (status, message) => {
        this.closed(token, status, message);
        if (this.running.get(token)?.localClosed) this.running.delete(token);
      },
    };
  }

  private received(token: number, message: Uint8Array): void {
    this.message = new DataBuffer(message);
    this.root.tell("proxy_on_grpc_receive", token, message.length);
    this.message = undefined;
  }

  private closed(token: number, status: number, message: ByteString): void {
    const { root } = this;
    root.callStatus = { code: status, message };
    root.tell("proxy_on_grpc_close", token, status);
    root.callStatus = { code: status, message: "" };
  }
}

const internal = 13;

function isGrpc(token: number): boolean {
  return kindOf(token) === CallKind.grpcCall || kindOf(token) === CallKind.grpcStream;
}
