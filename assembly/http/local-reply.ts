import { Bytes } from "../abi/bytes";
import { GrpcStatus } from "../abi/enums/grpc-status";
import { Status } from "../abi/enums/status";
import { sendLocalResponse, sendLocalResponseBytes } from "../abi/stream-calls";
import { Headers } from "./headers";

/** Sends a local reply; `BadArgument` when the headers cannot be encoded. */
export function localReply(
  status: u32,
  body: string,
  headers: Headers | null,
  details: string,
  grpcStatus: GrpcStatus,
): Status {
  if (!headers) return sendLocalResponse(status, body, null, details, grpcStatus);
  const pairs = headers.encode();
  return pairs ? sendLocalResponse(status, body, pairs, details, grpcStatus) : Status.BadArgument;
}

/** Sends a local reply; `BadArgument` when the headers cannot be encoded. */
export function localReplyBytes(
  status: u32,
  body: Bytes,
  headers: Headers | null,
  details: string,
  grpcStatus: GrpcStatus,
): Status {
  if (!headers) return sendLocalResponseBytes(status, body, null, details, grpcStatus);
  const pairs = headers.encode();
  return pairs ? sendLocalResponseBytes(status, body, pairs, details, grpcStatus) : Status.BadArgument;
}
