import type { Metadata } from "../metadata.ts";
import { metadataType, nodeType } from "../protobuf/known-messages.ts";
import { attributesOf } from "./attribute-map.ts";
import type { PropertyContext } from "./property-context.ts";
import { MessageValue, type Value } from "./value.ts";

/** `xds.NAME`. On a root context there is the node alone. */
export const xdsAttributes = attributesOf<PropertyContext>({
  node: ({ pluginProperties }) => new MessageValue(nodeType, { ...pluginProperties.node }),
  cluster_name: ({ streamInfo }) => streamInfo?.upstreamCluster?.name,
  cluster_metadata: ({ streamInfo }) => metadataValue(streamInfo?.upstreamCluster?.metadata),
  route_name: ({ streamInfo }) => streamInfo?.route?.name,
  route_metadata: ({ streamInfo }) => metadataValue(streamInfo?.route?.metadata),
  virtual_host_name: ({ streamInfo }) => streamInfo?.virtualHost?.name,
  virtual_host_metadata: ({ streamInfo }) => metadataValue(streamInfo?.virtualHost?.metadata),
  upstream_host_metadata: (context) => hostMetadata(context, "metadata"),
  upstream_host_locality_metadata: (context) => hostMetadata(context, "localityMetadata"),
  filter_chain_name: ({ streamInfo }) => streamInfo?.connection.filterChainName,
  listener_metadata: ({ streamInfo }) => metadataValue(streamInfo?.connection.listener?.metadata),
  listener_direction: ({ streamInfo }) => listenerDirection(streamInfo?.connection.listener?.direction),
});

/** Metadata as a message. */
export function metadataValue(metadata: Metadata | undefined): MessageValue | undefined {
  return metadata && new MessageValue(metadataType, { ...metadata });
}

/** Null where there is a host that has none. */
function hostMetadata({ streamInfo }: PropertyContext, name: "metadata" | "localityMetadata"): Value | undefined {
  const host = streamInfo?.upstream?.host;
  return host && (metadataValue(host[name]) ?? null);
}

function listenerDirection(direction: number | undefined): bigint | undefined {
  return direction === undefined ? undefined : BigInt(direction);
}
