import { isIP } from "node:net";
import type { ManifestDocument } from "../manifest.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { type Address, socketAddress } from "./address.ts";

/** Where Debian, and the images of Envoy, keep the authorities that they trust. */
const authorities = "/etc/ssl/certs/ca-certificates.crt";

/** An upstream of one address in Envoy's words. */
export function cluster(name: string, address: Address, tls = false): ManifestDocument {
  return withoutUndefined({
    name,
    type: isIP(address.host) ? "STATIC" : "STRICT_DNS",
    dns_lookup_family: isIP(address.host) ? undefined : "V4_PREFERRED",
    transport_socket: tls ? tlsTo(address) : undefined,
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: socketAddress(address) } }] }],
    },
  });
}

/** The cluster of a web server's URL. */
export function clusterOfUrl(name: string, url: string): ManifestDocument {
  const { protocol, hostname, port } = new URL(url);
  const tls = protocol === "https:";
  // An IPv6 address stands in brackets in a URL, and without in Envoy's configuration
  const host = hostname.replace(/^\[|\]$/g, "");
  return cluster(name, { host, port: Number(port || (tls ? 443 : 80)) }, tls);
}

/** Envoy trusts any certificate unless it is told which authorities, and which name. */
function tlsTo({ host }: Address): ManifestDocument {
  const isAddress = isIP(host) !== 0;
  return {
    name: "envoy.transport_sockets.tls",
    typed_config: withoutUndefined({
      "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
      sni: isAddress ? undefined : host,
      common_tls_context: {
        validation_context: {
          trusted_ca: { filename: authorities },
          match_typed_subject_alt_names: [{ san_type: isAddress ? "IP_ADDRESS" : "DNS", matcher: { exact: host } }],
        },
      },
    }),
  };
}
