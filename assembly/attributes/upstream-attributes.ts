import { property } from "../property/property";
import { text } from "./text";

/** The host that serves the request. */
@final
@unmanaged
export class UpstreamAttributes {
  /** Its IP address and port; "" before one was chosen: `upstream.address`. */
  get address(): string {
    return text("upstream.address");
  }

  /** Its port: `upstream.port`. */
  get port(): i64 {
    return property.getInt("upstream.port");
  }

  /** The version of TLS to it; "" without TLS: `upstream.tls_version`. */
  get tlsVersion(): string {
    return text("upstream.tls_version");
  }

  /** Why the connection to it failed: `upstream.transport_failure_reason`. */
  get transportFailureReason(): string {
    return text("upstream.transport_failure_reason");
  }

  /** How often the request was tried: `upstream.request_attempt_count`. */
  get requestAttemptCount(): i64 {
    return property.getInt("upstream.request_attempt_count");
  }
}
