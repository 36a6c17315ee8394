import { property } from "../property/property";
import { LocalityAttributes, LocalitySource } from "./locality-attributes";
import { text } from "./text";

/**
 * The host that serves the request, and the connection to it. The host (address, port, locality) is there once the last
 * filter has let the request go, so in later callbacks of the request, too; the connection (local address, TLS) from the
 * response on. Of a TCP connection it is all there in `onUpstreamData`.
 */
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

  /** IP address and port of the proxy's end of the connection: `upstream.local_address`. */
  get localAddress(): string {
    return text("upstream.local_address");
  }

  /** Where it runs, as its endpoint says: `upstream.locality`. */
  get locality(): LocalityAttributes {
    return changetype<LocalityAttributes>(LocalitySource.Upstream);
  }

  /** How many hosts its cluster has, healthy or not, as soon as there is a route: `upstream.num_endpoints`. */
  get numEndpoints(): i64 {
    return property.getInt("upstream.num_endpoints");
  }

  /** How often the request was tried; 0 if never: `upstream.request_attempt_count`. Since Envoy 1.33. */
  get requestAttemptCount(): i64 {
    return property.getInt("upstream.request_attempt_count");
  }

  /**
   * Nanoseconds from the start of the upstream request until a connection was ready for it, or had failed:
   * `upstream.cx_pool_ready_duration`. Since Envoy 1.33.
   */
  get cxPoolReadyDuration(): i64 {
    return property.getDuration("upstream.cx_pool_ready_duration");
  }

  /** Why the connection to it failed; "" where it did not: `upstream.transport_failure_reason`. */
  get transportFailureReason(): string {
    return text("upstream.transport_failure_reason");
  }

  /** The version of TLS to it; "" without TLS: `upstream.tls_version`. */
  get tlsVersion(): string {
    return text("upstream.tls_version");
  }

  /** The subject of the host's certificate, `CN=…,O=…`; "" where there is none: `upstream.subject_peer_certificate`. */
  get subjectPeerCertificate(): string {
    return text("upstream.subject_peer_certificate");
  }

  /** The first DNS name of the host's certificate: `upstream.dns_san_peer_certificate`. */
  get dnsSanPeerCertificate(): string {
    return text("upstream.dns_san_peer_certificate");
  }

  /** The first URI of the host's certificate, in a mesh its SPIFFE id: `upstream.uri_san_peer_certificate`. */
  get uriSanPeerCertificate(): string {
    return text("upstream.uri_san_peer_certificate");
  }

  /**
   * SHA-256 of the host's certificate in DER, in hexadecimal; "" where there is none:
   * `upstream.sha256_peer_certificate_digest`.
   */
  get sha256PeerCertificateDigest(): string {
    return text("upstream.sha256_peer_certificate_digest");
  }

  /** The host's certificate as PEM; "" where there is none: `upstream.peer_certificate`. Envoy 1.36 does not have it. */
  get peerCertificate(): string {
    return text("upstream.peer_certificate");
  }

  /**
   * The subject of the proxy's own certificate, `CN=…,O=…`; "" where there is none:
   * `upstream.subject_local_certificate`.
   */
  get subjectLocalCertificate(): string {
    return text("upstream.subject_local_certificate");
  }

  /** The first DNS name of the proxy's own certificate: `upstream.dns_san_local_certificate`. */
  get dnsSanLocalCertificate(): string {
    return text("upstream.dns_san_local_certificate");
  }

  /** The first URI of the proxy's own certificate, in a mesh its SPIFFE id: `upstream.uri_san_local_certificate`. */
  get uriSanLocalCertificate(): string {
    return text("upstream.uri_san_local_certificate");
  }
}
