import { Status } from "../abi/enums/status";

/** Why the host did not take a gRPC call or stream. */
export function grpcError(status: Status): string {
  // Envoy makes no difference between the two
  if (status == Status.InternalFailure) return "this proxy has no such cluster, or none of its hosts is up";
  if (status == Status.ParseFailure) return "this is no GrpcService";
  return `the host answered status ${<i32>status}`;
}
