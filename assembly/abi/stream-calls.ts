// Closing and answering streams.
import { beginCall } from "./arena";
import { Bytes } from "./bytes";
import { GrpcStatus } from "./enums/grpc-status";
import { Status } from "./enums/status";
import { StreamType } from "./enums/stream-type";
import { proxy_close_stream, proxy_send_local_response } from "./host";
import { actOn } from "./turn";
import { encode, encodedSize } from "./utf8-encode";

/** Closes one side of a stream: `Ok`, or `BadArgument` where the stream is gone. */
export function closeStream(contextId: u32, type: StreamType): Status {
  return actOn(contextId) ? proxy_close_stream(type) : Status.BadArgument;
}

/** Answers the request with a text. `pairs` are encoded headers. */
export function sendLocalResponse(
  status: u32,
  body: string,
  pairs: Bytes | null,
  details: string,
  grpcStatus: GrpcStatus,
): Status {
  beginCall();
  const data = encode(body);
  return send(status, data, encodedSize, pairs, details, grpcStatus);
}

/** Answers the request with bytes. `pairs` are encoded headers. */
export function sendLocalResponseBytes(
  status: u32,
  body: Bytes,
  pairs: Bytes | null,
  details: string,
  grpcStatus: GrpcStatus,
): Status {
  beginCall();
  return send(status, changetype<usize>(body), body.length, pairs, details, grpcStatus);
}

function send(
  status: u32,
  body: usize,
  bodySize: u32,
  pairs: Bytes | null,
  details: string,
  grpcStatus: GrpcStatus,
): Status {
  const detailsData = encode(details);
  const detailsSize = encodedSize;
  const pairsSize: u32 = pairs ? pairs.length : 0;
  const pairsData = changetype<usize>(pairs);
  return proxy_send_local_response(status, detailsData, detailsSize, body, bodySize, pairsData, pairsSize, grpcStatus);
}
