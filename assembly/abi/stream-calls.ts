// Resuming, closing and answering streams.
import { beginCall } from "./arena";
import { Bytes } from "./bytes";
import { GrpcStatus } from "./enums/grpc-status";
import { Status } from "./enums/status";
import { StreamType } from "./enums/stream-type";
import { proxy_close_stream, proxy_continue_stream, proxy_send_local_response } from "./host";
import { encode, encodedSize } from "./utf8-encode";

export function continueStream(type: StreamType): Status {
  return proxy_continue_stream(type);
}

export function closeStream(type: StreamType): Status {
  return proxy_close_stream(type);
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
