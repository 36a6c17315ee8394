import { Bytes } from "../abi/bytes";
import { ProtobufWriter } from "../encoding/protobuf-writer";

/**
 * The upstream of gRPC calls, as Envoy's `envoy.config.core.v3.GrpcService`.
 *
 * A cluster's name alone would do for Envoy, too, unless its bytes happen to be a valid message; so it is always sent in
 * this form.
 *
 * @example
 * const service = GrpcService.ofCluster("ratelimit");
 * const call = new GrpcCall(service, "envoy.service.ratelimit.v3.RateLimitService", "ShouldRateLimit", bytes);
 */
@final
export class GrpcService {
  /** The message. */
  readonly bytes: Bytes;

  /**
   * A service by its message, for what the other ways do not offer: retries, initial metadata and so on. A call to one of no bytes is
   * refused, since Envoy (1.40) would crash.
   */
  constructor(bytes: Bytes) {
    this.bytes = bytes;
  }

  /** A cluster of the proxy. `authority` is sent in place of the cluster's name when it is given. */
  static ofCluster(cluster: string, authority: string = ""): GrpcService {
    const envoyGrpc = new ProtobufWriter();
    envoyGrpc.string(1, cluster);
    if (authority.length) envoyGrpc.string(2, authority);
    const service = new ProtobufWriter();
    service.bytes(1, envoyGrpc.finish());
    return new GrpcService(service.finish());
  }
}
