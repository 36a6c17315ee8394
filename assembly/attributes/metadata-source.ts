/** Whose metadata. Of the SDK's own use. */
export const enum MetadataSource {
  Dynamic = 1,
  Listener,
  Route,
  VirtualHost,
  Cluster,
  Host,
  HostLocality,
}

/** Where the metadata is among the attributes. */
export function metadataPath(source: MetadataSource): string {
  switch (source) {
    case MetadataSource.Listener:
      return "xds.listener_metadata";
    case MetadataSource.Route:
      return "xds.route_metadata";
    case MetadataSource.VirtualHost:
      return "xds.virtual_host_metadata";
    case MetadataSource.Cluster:
      return "xds.cluster_metadata";
    case MetadataSource.Host:
      return "xds.upstream_host_metadata";
    case MetadataSource.HostLocality:
      return "xds.upstream_host_locality_metadata";
    default:
      return "metadata";
  }
}

/** Where it is in Envoy before 1.33: the name without `xds.`. */
export function olderMetadataPath(source: MetadataSource): string {
  switch (source) {
    case MetadataSource.Listener:
      return "listener_metadata";
    case MetadataSource.Route:
      return "route_metadata";
    case MetadataSource.Cluster:
      return "cluster_metadata";
    case MetadataSource.Host:
      return "upstream_host_metadata";
    default:
      return "";
  }
}
