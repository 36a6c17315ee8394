/**
 * `GrpcStatus` by the names of the old SDK.
 *
 * @example
 * send_local_response(403, "", new ArrayBuffer(0), [], GrpcStatusValues.PermissionDenied);
 */
export enum GrpcStatusValues {
  Ok = 0,
  Canceled = 1,
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
  MaximumValid = 16,
  /** No gRPC status. */
  InvalidCode = -1,
}
