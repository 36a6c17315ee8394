/**
 * What Envoy does after a callback for an HTTP/2 METADATA frame: it always goes on.
 *
 * Source: Envoy's `FilterMetadataStatus`.
 *
 * @example
 * onRequestMetadata(count: u32): MetadataAction {
 *   log.debug(`a METADATA frame of ${count} entries`);
 *   return MetadataAction.Continue;
 * }
 */
export enum MetadataAction {
  Continue = 0,
}
