import { Status } from "../abi/enums/status";

/** Why a service of no bytes is not given to the host: it would end Envoy (1.40) with a segmentation fault. */
export function noService(): string {
  return "the GrpcService is empty";
}

/** Why the host did not take a gRPC call or stream. */
export function grpcError(status: Status): string {
  // Envoy makes no difference between the two
  if (status == Status.InternalFailure) return "this proxy has no such cluster, or none of its hosts is up";
  if (status == Status.ParseFailure) return "this is no GrpcService";
  return `the host answered status ${<i32>status}`;
}
