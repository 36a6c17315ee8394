import { property } from "../property/property";
import { text } from "./text";

/** The connection of the client. */
@final
@unmanaged
export class ConnectionAttributes {
  /** Envoy's number of it: `connection.id`. */
  get id(): i64 {
    return property.getInt("connection.id");
  }

  /** Whether the client showed a certificate: `connection.mtls`. */
  get mtls(): bool {
    return property.getBool("connection.mtls");
  }

  /** `TLSv1.3` and so on; "" without TLS: `connection.tls_version`. */
  get tlsVersion(): string {
    return text("connection.tls_version");
  }

  /** The server name that the client asked in TLS: `connection.requested_server_name`. */
  get requestedServerName(): string {
    return text("connection.requested_server_name");
  }

  /** The subject of the client's certificate: `connection.subject_peer_certificate`. */
  get subjectPeerCertificate(): string {
    return text("connection.subject_peer_certificate");
  }

  /** The first URI of the client's certificate, in a mesh its SPIFFE id: `connection.uri_san_peer_certificate`. */
  get uriSanPeerCertificate(): string {
    return text("connection.uri_san_peer_certificate");
  }
}
