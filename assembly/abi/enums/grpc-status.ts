/**
 * The status of a gRPC call.
 *
 * Source: https://grpc.io/docs/guides/status-codes
 *
 * @example
 * this.sendLocalReply(503, "come back later", null, "", GrpcStatus.Unavailable);
 */
export enum GrpcStatus {
  /** No gRPC status: for a local reply to a client that may not speak gRPC. */
  Unset = -1,
  Ok = 0,
  Cancelled = 1,
  Unknown = 2,
  InvalidArgument = 3,
  DeadlineExceeded = 4,
  NotFound = 5,
  AlreadyExists = 6,
  PermissionDenied = 7,
  ResourceExhausted = 8,
  FailedPrecondition = 9,
  Aborted = 10,
  OutOfRange = 11,
  Unimplemented = 12,
  Internal = 13,
  Unavailable = 14,
  DataLoss = 15,
  Unauthenticated = 16,
}
