import { stringify } from "yaml";

/** What istiod leaves out for the stock Envoy, which has none of Istio's own filters. */
export const forStockEnvoy = {
  PILOT_ENABLE_ALPN_FILTER: "false",
  PILOT_ENABLE_METADATA_EXCHANGE: "false",
  PILOT_DISABLE_MX_ALPN: "true",
};

/** The MeshConfig: no provider of metrics, for the same reason. */
export const meshConfig = stringify({ enablePrometheusMerge: false, rootNamespace: "istio-system" });
