/**
 * The name that Istio gives to the cluster of a service: `outbound|PORT|SUBSET|HOST`.
 *
 * @param host the full name of the service: `reviews.shop.svc.cluster.local`
 * @param port the port of the service
 * @param subset a subset of the service's DestinationRule; none when empty
 *
 * Source: https://istio.io/latest/docs/ops/diagnostic-tools/proxy-cmd/
 *
 * @example
 * const call = HttpCall.get(istioCluster("auth.shop.svc.cluster.local", 8080), "/check");
 */
export function istioCluster(host: string, port: u16, subset: string = ""): string {
  return `outbound|${port}|${subset}|${host}`;
}

/** The host in a name of Istio's form; of another name the name itself. Of the SDK's own use. */
export function istioHost(cluster: string): string {
  if (!cluster.startsWith("outbound|")) return cluster;
  return cluster.substring(cluster.lastIndexOf("|") + 1);
}
