import { isIP } from "node:net";
import { MeshWasmError } from "../core/index.ts";
import type { Cluster } from "./bootstrap-types.ts";

/** An upstream: where routes and the HTTP and gRPC calls of plugins go. */
export interface ClusterOptions {
  /** What routes and plugins call it. */
  name: string;
  /** `http://host:port` without a path; a missing port is 80. A host name is looked up in DNS. */
  url: string;
  /** Speak HTTP/2 without TLS to it, as gRPC needs. Default: HTTP/1.1. */
  http2?: boolean;
}

/**
 * The cluster in Envoy's words.
 *
 * @throws MeshWasmError MW0529 when the URL is not one of plain HTTP without a path.
 */
export function clusterOf({ name, url, http2 }: ClusterOptions): Cluster {
  const { host, port } = hostAndPort(name, url);
  const address = { socket_address: { address: host, port_value: port } };
  return {
    name,
    // What listens at `localhost` mostly does so with IPv4 only.
    ...(isIP(host) ? { type: "STATIC" } : { type: "STRICT_DNS", dns_lookup_family: "V4_PREFERRED" }),
    ...(http2 ? { typed_extension_protocol_options: { [httpOptions]: http2Only } } : {}),
    load_assignment: { cluster_name: name, endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }] },
  };
}

const httpOptions = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
const http2Only = {
  "@type": `type.googleapis.com/${httpOptions}`,
  explicit_http_config: { http2_protocol_options: {} },
};

function hostAndPort(name: string, url: string): { host: string; port: number } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== "http:" || parsed.pathname !== "/" || parsed.search !== "") {
    throw new MeshWasmError("MW0529", `the URL of cluster "${name}" cannot be used: ${url}`, {
      hint: "give it as http://host:port, without a path",
    });
  }
  // An IPv6 address stands in brackets in a URL, and without in Envoy's configuration.
  return { host: parsed.hostname.replace(/^\[|\]$/g, ""), port: Number(parsed.port || 80) };
}
