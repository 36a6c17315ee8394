import { GrpcStatus } from "../abi/enums/grpc-status";
import { Status } from "../abi/enums/status";
import { StreamType } from "../abi/enums/stream-type";
import { continueStream } from "../abi/resume";
import { actOn, current } from "../abi/turn";
import { localReplyBytes } from "../http/local-reply";
import { bytesOf } from "./array-buffer";
import { GrpcStatusValues } from "./enums/grpc-status-values";
import { Headers } from "./header-pair";
import { sdkHeaders } from "./header-pairs";

/**
 * Answers the request in place of the upstream. The stream stops whatever the callback returns.
 *
 * @param response_code_details goes into `%RESPONSE_CODE_DETAILS%` of access logs; spaces become `_`
 * @param grpc_status for a client that speaks gRPC; `InvalidCode` for none
 * @returns `Ok`; `BadArgument` for invalid headers, with a line in the log, and when the stream is gone
 *
 * @example
 * send_local_response(401, "no token", String.UTF8.encode("go away"), [], GrpcStatusValues.Unauthenticated);
 */
export function send_local_response(
  response_code: u32,
  response_code_details: string,
  body: ArrayBuffer,
  additional_headers: Headers,
  grpc_status: GrpcStatusValues,
): Status {
  if (!actOn(current)) return Status.BadArgument;
  const headers = sdkHeaders(additional_headers);
  return localReplyBytes(response_code, bytesOf(body), headers, response_code_details, <GrpcStatus>(<i32>grpc_status));
}

/**
 * Like {@link send_local_response}, without a gRPC status.
 *
 * @example
 * send_http_response(302, "moved", new ArrayBuffer(0), [makeHeaderPair("location", "/login")]);
 */
export function send_http_response(
  response_code: u32,
  response_code_details: string,
  body: ArrayBuffer,
  additional_headers: Headers,
): Status {
  const none = GrpcStatusValues.InvalidCode;
  return send_local_response(response_code, response_code_details, body, additional_headers, none);
}

/**
 * Resumes the paused request of the effective context: `Ok`, or `BadArgument` when the stream is gone.
 *
 * @example
 * class Parking extends RootContext {
 *   parked: Context[] = [];
 *
 *   onTick(): void {
 *     while (this.parked.length) {
 *       if (this.parked.pop().setEffectiveContext() == WasmResultValues.Ok) continue_request();
 *     }
 *   }
 * }
 */
export function continue_request(): Status {
  return continueStream(current, StreamType.HttpRequest);
}

/**
 * Resumes the paused response of the effective context: `Ok`, or `BadArgument` when the stream is gone.
 *
 * @example
 * if (continue_response() != WasmResultValues.Ok) log(LogLevelValues.info, "the client has gone");
 */
export function continue_response(): Status {
  return continueStream(current, StreamType.HttpResponse);
}
