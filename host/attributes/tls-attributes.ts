import type { TlsInfo } from "../stream-info.ts";
import { attributesOf } from "./attribute-map.ts";

/** The attributes of TLS, which `connection` and `upstream` have in common. */
export const tlsAttributes = attributesOf<TlsInfo>({
  tls_version: ({ version }) => version,
  subject_local_certificate: ({ subjectLocalCertificate }) => subjectLocalCertificate,
  subject_peer_certificate: ({ peer }) => peer?.subject ?? "",
  uri_san_local_certificate: ({ uriSanLocalCertificate }) => uriSanLocalCertificate[0],
  uri_san_peer_certificate: ({ peer }) => peer?.uriSan[0],
  dns_san_local_certificate: ({ dnsSansLocalCertificate }) => dnsSansLocalCertificate[0],
  dns_san_peer_certificate: ({ peer }) => peer?.dnsSans[0],
  sha256_peer_certificate_digest: ({ peer }) => peer?.sha256Digest,
});

/** What Envoy 1.38 brought. */
export const newerTlsAttributes = attributesOf<TlsInfo>({
  ...Object.fromEntries(tlsAttributes),
  peer_certificate: ({ peer }) => peer?.pem,
});
