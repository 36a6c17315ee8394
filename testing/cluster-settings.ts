/** Metadata as JSON, by namespace. */
export type MetadataInput = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * What is said of a cluster beside where it leads.
 *
 * @example
 * const clusterSettings = { upstream: { metadata: { "com.example": { team: "shop" } } } };
 */
export interface ClusterSettings {
  /** For the property `xds.cluster_metadata`. */
  metadata?: MetadataInput;
  /** Of its one host, for the property `xds.upstream_host_metadata`. */
  hostMetadata?: MetadataInput;
}
