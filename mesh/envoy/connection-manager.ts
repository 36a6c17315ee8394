import type { ManifestDocument } from "../manifest.ts";

/** What Envoy does with connections that speak HTTP. */
interface ConnectionManager {
  name: string;
  /** Meet requests in this order, before the router. */
  filters: readonly ManifestDocument[];
  route: ManifestDocument;
}

/** Envoy's filter of such connections. */
export function connectionManager({ name, filters, route }: ConnectionManager): ManifestDocument {
  const router = "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router";
  return {
    name: "envoy.filters.network.http_connection_manager",
    typed_config: {
      "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
      stat_prefix: name,
      http_filters: [...filters, { name: "envoy.filters.http.router", typed_config: { "@type": router } }],
      route_config: { name, virtual_hosts: [{ name, domains: ["*"], routes: [route] }] },
    },
  };
}
