import { Bytes } from "../abi/bytes";
import { GrpcStatus } from "../abi/enums/grpc-status";
import { Status } from "../abi/enums/status";
import { cancelGrpc, grpcResult, sendGrpcCall, statusMessage } from "../abi/grpc-calls";
import { keepMethod, keepService, keptMethod, keptService } from "../abi/kept-names";
import { Headers } from "../http/headers";
import { Call } from "./call";
import { CallHandler } from "./call-handler";
import { CallResponse } from "./call-response";
import { grpcError, noService } from "./grpc-error";
import { GrpcService } from "./grpc-service";
import { PendingCall } from "./pending-call";

/**
 * A gRPC call of one message each way.
 *
 * The answer has the message as `bytes`; what ended with another status than `Ok`, an upstream that cannot be reached among
 * it, is `failed`, with the code as `status` and the server's `message`.
 *
 * Source: `proxy_grpc_call`.
 *
 * @example
 * const request = new ProtobufWriter();
 * request.string(1, "world");
 * const call = new GrpcCall(GrpcService.ofCluster("greeter"), "helloworld.Greeter", "SayHello", request.finish());
 * call.send(this, (stream: Stream, response: CallResponse) => stream.onGreeted(response));
 */
export class GrpcCall extends Call {
  /** The upstream. */
  service: GrpcService;

  /** The full name of the service, with its package. */
  readonly serviceName: string;

  /** The name of the method. */
  readonly method: string;

  /** The message, as protobuf. */
  message: Bytes;

  /** Metadata to send with it. */
  metadata: Headers = new Headers();

  /** @param serviceName the full name of the service, with its package */
  constructor(service: GrpcService, serviceName: string, method: string, message: Bytes) {
    super(`gRPC call ${serviceName}/${method}`, dispatchGrpc);
    this.service = service;
    this.serviceName = serviceName;
    this.method = keepMethod(keepService(serviceName), method);
    this.message = message;
  }
}

function dispatchGrpc(call: Call, handler: CallHandler): Status {
  const grpc = changetype<GrpcCall>(call);
  const metadata = grpc.metadata.encode();
  if (!metadata) return call.refuse("invalid metadata", Status.BadArgument);
  if (!grpc.service.bytes.length) return call.refuse(noService(), Status.BadArgument);
  const timeout = min(call.timeout, <u32>i32.MAX_VALUE);
  const service = keptService(grpc.serviceName);
  const method = keptMethod(grpc.method);
  const status = sendGrpcCall(grpc.service.bytes, service, method, metadata, grpc.message, timeout);
  if (status != Status.Ok) return call.refuse(grpcError(status), status);
  new PendingGrpcCall<CallHandler>(handler, grpcResult());
  return status;
}

/** A gRPC call that waits for its answer. Generic so that it is compiled only where one is made. */
@final
class PendingGrpcCall<T extends CallHandler> extends PendingCall {
  private handler: T;

  constructor(handler: T, id: u32) {
    super(handler.context, id);
    this.handler = handler;
  }

  onGrpcMessage(size: u32): void {
    this.finish();
    this.handler.answered(CallResponse.ofGrpc(GrpcStatus.Ok, ""));
  }

  onGrpcClose(status: GrpcStatus): void {
    this.finish();
    this.handler.answered(CallResponse.ofGrpc(status, statusMessage()));
  }

  release(): void {
    this.forget();
    cancelGrpc(this.id);
  }
}
