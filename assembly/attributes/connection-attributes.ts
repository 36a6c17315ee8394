import { property } from "../property/property";
import { text } from "./text";

/**
 * The connection of the client: in every phase of an HTTP stream, and of a TCP connection from `onDownstreamData` on. In
 * `onNewConnection` TLS has not begun: what is asked of it there is "", and Envoy keeps the wrong version that it gives.
 */
@final
@unmanaged
export class ConnectionAttributes {
  /** Envoy's number of it: `connection.id`. */
  get id(): i64 {
    return property.getInt("connection.id");
  }

  /** Whether it is TLS and the client showed a certificate: `connection.mtls`. */
  get mtls(): bool {
    return property.getBool("connection.mtls");
  }

  /** `TLSv1.3` and so on; "" without TLS: `connection.tls_version`. */
  get tlsVersion(): string {
    return text("connection.tls_version");
  }

  /**
   * The server name that the client asked for in TLS (SNI), where the listener has the filter `tls_inspector`:
   * `connection.requested_server_name`.
   */
  get requestedServerName(): string {
    return text("connection.requested_server_name");
  }

  /** The subject of the client's certificate, `CN=…,O=…`; "" where there is none: `connection.subject_peer_certificate`. */
  get subjectPeerCertificate(): string {
    return text("connection.subject_peer_certificate");
  }

  /** The first DNS name of the client's certificate: `connection.dns_san_peer_certificate`. */
  get dnsSanPeerCertificate(): string {
    return text("connection.dns_san_peer_certificate");
  }

  /** The first URI of the client's certificate, in a mesh its SPIFFE id: `connection.uri_san_peer_certificate`. */
  get uriSanPeerCertificate(): string {
    return text("connection.uri_san_peer_certificate");
  }

  /**
   * SHA-256 of the client's certificate in DER, in hexadecimal; "" where there is none:
   * `connection.sha256_peer_certificate_digest`.
   */
  get sha256PeerCertificateDigest(): string {
    return text("connection.sha256_peer_certificate_digest");
  }

  /**
   * The client's certificate as PEM; "" where there is none: `connection.peer_certificate`. Envoy 1.36 does not have it.
   */
  get peerCertificate(): string {
    return text("connection.peer_certificate");
  }

  /**
   * The subject of the proxy's own certificate, `CN=…,O=…`; "" where there is none:
   * `connection.subject_local_certificate`.
   */
  get subjectLocalCertificate(): string {
    return text("connection.subject_local_certificate");
  }

  /** The first DNS name of the proxy's own certificate: `connection.dns_san_local_certificate`. */
  get dnsSanLocalCertificate(): string {
    return text("connection.dns_san_local_certificate");
  }

  /** The first URI of the proxy's own certificate, in a mesh its SPIFFE id: `connection.uri_san_local_certificate`. */
  get uriSanLocalCertificate(): string {
    return text("connection.uri_san_local_certificate");
  }

  /**
   * Why TLS with the client failed; "" where it did not: `connection.transport_failure_reason`. A plugin of TCP sees it when
   * the connection is closed, but in Envoy 1.36 not even then.
   */
  get transportFailureReason(): string {
    return text("connection.transport_failure_reason");
  }

  /**
   * Which rule of Envoy closed the connection, such as `rbac_access_denied_matched_policy[all]`; "" where none did:
   * `connection.termination_details`. A plugin of TCP sees it when the connection is closed.
   */
  get terminationDetails(): string {
    return text("connection.termination_details");
  }
}
