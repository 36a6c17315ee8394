// gRPC calls and streams.
import { beginCall } from "./arena";
import { Bytes } from "./bytes";
import { GrpcStatus } from "./enums/grpc-status";
import { Status } from "./enums/status";
import {
  proxy_get_status,
  proxy_grpc_call,
  proxy_grpc_cancel,
  proxy_grpc_close,
  proxy_grpc_send,
  proxy_grpc_stream,
} from "./host";
import { resultData, resultSize } from "./result";
import { dataSlot, sizeSlot, thirdSlot } from "./slots";
import { decodeUtf8At } from "./utf8-decode";
import { encode, encodedSize } from "./utf8-encode";

/** The id that the last call or stream was given. */
export function grpcResult(): u32 {
  return load<u32>(dataSlot);
}

/** Sends a message to a method of a service; metadata are encoded pairs. Its id is the {@link grpcResult}. */
export function sendGrpcCall(
  upstream: Bytes,
  service: string,
  method: string,
  metadata: Bytes,
  message: Bytes,
  timeoutMilliseconds: u32,
): Status {
  beginCall();
  const serviceName = encode(service);
  const serviceSize = encodedSize;
  const methodName = encode(method);
  const methodSize = encodedSize;
  return proxy_grpc_call(
    changetype<usize>(upstream),
    upstream.length,
    serviceName,
    serviceSize,
    methodName,
    methodSize,
    changetype<usize>(metadata),
    metadata.length,
    changetype<usize>(message),
    message.length,
    timeoutMilliseconds,
    dataSlot,
  );
}

/** Opens a stream to a method of a service. Its id is the {@link grpcResult}. */
export function openGrpcStream(upstream: Bytes, service: string, method: string, metadata: Bytes): Status {
  beginCall();
  const serviceName = encode(service);
  const serviceSize = encodedSize;
  const methodName = encode(method);
  const methodSize = encodedSize;
  return proxy_grpc_stream(
    changetype<usize>(upstream),
    upstream.length,
    serviceName,
    serviceSize,
    methodName,
    methodSize,
    changetype<usize>(metadata),
    metadata.length,
    dataSlot,
  );
}

/** Sends a message on a stream. */
export function sendGrpcMessage(id: u32, message: Bytes, endStream: bool): Status {
  return proxy_grpc_send(id, changetype<usize>(message), message.length, endStream);
}

/** Drops a call, or resets a stream. */
export function cancelGrpc(id: u32): Status {
  return proxy_grpc_cancel(id);
}

/** Ends our side of a stream. */
export function closeGrpc(id: u32): Status {
  return proxy_grpc_close(id);
}

/** The message that came with the status of the call that was answered; empty where there is none. */
export function statusMessage(): string {
  beginCall();
  if (proxy_get_status(thirdSlot, dataSlot, sizeSlot) != Status.Ok) return "";
  return decodeUtf8At(resultData(), resultSize());
}
