import { property } from "../property/property";
import { text } from "./text";

/** What Envoy knows of a response beside its headers. */
@final
@unmanaged
export class ResponseAttributes {
  /** The status code; 0 before there is one: `response.code`. */
  get code(): i64 {
    return property.getInt("response.code");
  }

  /** Why Envoy answered so, `via_upstream` or the details of a local reply: `response.code_details`. */
  get codeDetails(): string {
    return text("response.code_details");
  }

  /** The bits of `%RESPONSE_FLAGS%`; 0 when all went well: `response.flags`. */
  get flags(): i64 {
    return property.getInt("response.flags");
  }

  /** The status of a gRPC call; 0 also before there is one: `response.grpc_status`. */
  get grpcStatus(): i64 {
    return property.getInt("response.grpc_status");
  }

  /** Bytes of the body so far: `response.size`. */
  get size(): i64 {
    return property.getInt("response.size");
  }

  /** Bytes of headers and body so far: `response.total_size`. */
  get totalSize(): i64 {
    return property.getInt("response.total_size");
  }

  /** Nanoseconds from the first byte to the upstream to the first byte from it: `response.backend_latency`. */
  get backendLatency(): i64 {
    return property.getDuration("response.backend_latency");
  }
}
