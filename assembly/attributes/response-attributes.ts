import { property } from "../property/property";
import { HeaderAttributes } from "./header-attributes";
import { HeaderSource } from "./header-source";
import { text } from "./text";

/**
 * What Envoy knows of an HTTP response. It is there from `onResponseHeaders` on; headers in `onResponseHeaders` and `onLog`
 * only, trailers in `onResponseTrailers` and `onLog`.
 */
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

  /** Why the response is not the upstream's, the bits of {@link ResponseFlag}; 0 when all went well: `response.flags`. */
  get flags(): i64 {
    return property.getInt("response.flags");
  }

  /**
   * The status of a gRPC call, from trailers or headers: `response.grpc_status`. Rely on it in `onLog`: where Envoy does not
   * see `grpc-status`, it makes one of the HTTP status, 2 (Unknown) of 200. Before there is a response it is 0.
   */
  get grpcStatus(): i64 {
    return property.getInt("response.grpc_status");
  }

  /** All headers by name, several values of a name joined with commas: `response.headers`. */
  get headers(): HeaderAttributes {
    return changetype<HeaderAttributes>(HeaderSource.Response);
  }

  /** Bytes of all headers, names and values: `response.headers_bytes`. Envoy 1.36 does not have it. */
  get headersBytes(): i64 {
    return property.getInt("response.headers_bytes");
  }

  /** All trailers by name, several values of a name joined with commas: `response.trailers`. */
  get trailers(): HeaderAttributes {
    return changetype<HeaderAttributes>(HeaderSource.ResponseTrailers);
  }

  /** Bytes of the body that were sent to the client so far: `response.size`. */
  get size(): i64 {
    return property.getInt("response.size");
  }

  /**
   * Bytes of the body so far, and of headers and trailers where they are there: `response.total_size`. Whole in `onLog`.
   */
  get totalSize(): i64 {
    return property.getInt("response.total_size");
  }

  /**
   * Nanoseconds from the first byte to the upstream to the last byte from it; 0 before that: `response.backend_latency`.
   */
  get backendLatency(): i64 {
    return property.getDuration("response.backend_latency");
  }
}
