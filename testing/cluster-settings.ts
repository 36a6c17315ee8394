import type { Protocol } from "./engine.ts";

/** Metadata as JSON, by namespace. */
export type MetadataInput = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * What is said of a cluster beside where it leads.
 *
 * @example
 * const clusterSettings = { upstream: { protocol: "HTTP/1.1", metadata: { "com.example": { team: "shop" } } } };
 */
export interface ClusterSettings {
  /**
   * What an upstream that the test plays speaks. Over HTTP/1.1 there are no trailers, and pieces of a body that follow each other
   * closely may reach the filter as one; a `reset` closes the connection. Default: `HTTP/2`.
   */
  protocol?: Protocol;
  /** For the property `xds.cluster_metadata`. */
  metadata?: MetadataInput;
  /** Of its one host, for the property `xds.upstream_host_metadata`. */
  hostMetadata?: MetadataInput;
}
