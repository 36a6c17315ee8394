import { text } from "./text";

/** What of Envoy's configuration is in effect for the stream. */
@final
@unmanaged
export class XdsAttributes {
  /** The id of the proxy: `xds.node.id`. */
  get nodeId(): string {
    return text("xds.node.id");
  }

  /** The cluster that the proxy belongs to: `xds.node.cluster`. */
  get nodeCluster(): string {
    return text("xds.node.cluster");
  }

  /** The upstream cluster: `xds.cluster_name`. */
  get clusterName(): string {
    return text("xds.cluster_name");
  }

  /** The route: `xds.route_name`. */
  get routeName(): string {
    return text("xds.route_name");
  }

  /** The virtual host: `xds.virtual_host_name`. */
  get virtualHostName(): string {
    return text("xds.virtual_host_name");
  }

  /** The filter chain of the listener: `xds.filter_chain_name`. */
  get filterChainName(): string {
    return text("xds.filter_chain_name");
  }
}
