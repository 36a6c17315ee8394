/**
 * What Envoy does after a callback for an HTTP/2 METADATA frame: it always goes on.
 *
 * Source: Envoy's `FilterMetadataStatus`.
 */
export enum MetadataAction {
  Continue = 0,
}
