import { resultInteger } from "../abi/property-calls";
import { resultSize } from "../abi/result";
import { MetadataAttributes } from "./metadata-attributes";
import { MetadataSource } from "./metadata-source";
import { NodeAttributes } from "./node-attributes";
import { readEither } from "./older-name";
import { text, textOr } from "./text";
import { TrafficDirection } from "./traffic-direction";

/**
 * What of Envoy's configuration is in effect for the stream: in every phase, but for what the upstream host says, which is
 * there once the last filter has let the request go. Most have other names before Envoy 1.33, which are asked where the
 * host does not know these.
 */
@final
@unmanaged
export class XdsAttributes {
  /** Who the proxy is: `xds.node`, in older Envoys `node`. */
  get node(): NodeAttributes {
    return changetype<NodeAttributes>(1);
  }

  /** The id of the proxy: `xds.node.id`, in older Envoys `node.id`. */
  get nodeId(): string {
    return this.node.id;
  }

  /** The cluster that the proxy belongs to: `xds.node.cluster`, in older Envoys `node.cluster`. */
  get nodeCluster(): string {
    return this.node.cluster;
  }

  /**
   * The cluster of the route, of a TCP connection once it was chosen: `xds.cluster_name`, in older Envoys `cluster_name`. ""
   * where there is none of this name.
   */
  get clusterName(): string {
    return textOr("xds.cluster_name", "cluster_name");
  }

  /** What the cluster's configuration says besides: `xds.cluster_metadata`, in older Envoys `cluster_metadata`. */
  get clusterMetadata(): MetadataAttributes {
    return changetype<MetadataAttributes>(MetadataSource.Cluster);
  }

  /** The route; "" where none matches: `xds.route_name`, in older Envoys `route_name`. */
  get routeName(): string {
    return textOr("xds.route_name", "route_name");
  }

  /** What the route's configuration says besides: `xds.route_metadata`, in older Envoys `route_metadata`. */
  get routeMetadata(): MetadataAttributes {
    return changetype<MetadataAttributes>(MetadataSource.Route);
  }

  /** The virtual host: `xds.virtual_host_name`. Since Envoy 1.33. */
  get virtualHostName(): string {
    return text("xds.virtual_host_name");
  }

  /** What the virtual host's configuration says besides: `xds.virtual_host_metadata`. Since Envoy 1.33. */
  get virtualHostMetadata(): MetadataAttributes {
    return changetype<MetadataAttributes>(MetadataSource.VirtualHost);
  }

  /**
   * What the configuration says of the endpoint that serves the request: `xds.upstream_host_metadata`, in older Envoys
   * `upstream_host_metadata`.
   */
  get upstreamHostMetadata(): MetadataAttributes {
    return changetype<MetadataAttributes>(MetadataSource.Host);
  }

  /** What it says of all endpoints of that locality: `xds.upstream_host_locality_metadata`. */
  get upstreamHostLocalityMetadata(): MetadataAttributes {
    return changetype<MetadataAttributes>(MetadataSource.HostLocality);
  }

  /** The filter chain of the listener: `xds.filter_chain_name`. */
  get filterChainName(): string {
    return text("xds.filter_chain_name");
  }

  /** Which way the listener's traffic goes: `xds.listener_direction`, in older Envoys `listener_direction`. */
  get listenerDirection(): TrafficDirection {
    const found = readEither("xds.listener_direction", "listener_direction") && resultSize() == 8;
    return found ? <TrafficDirection>resultInteger() : TrafficDirection.Unspecified;
  }

  /** What the listener's configuration says besides: `xds.listener_metadata`, in older Envoys `listener_metadata`. */
  get listenerMetadata(): MetadataAttributes {
    return changetype<MetadataAttributes>(MetadataSource.Listener);
  }
}
