import { text, textOr } from "./text";

/**
 * Where a host runs.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/base.proto#config-core-v3-locality
 *
 * @example
 * const isNear = attributes.xds.node.locality.zone == attributes.upstream.locality.zone;
 */
@final
@unmanaged
export class LocalityAttributes {
  /** The region; "" where it is not known. */
  get region(): string {
    return isNode(this) ? textOr("xds.node.locality.region", "node.locality.region") : text("upstream.locality.region");
  }

  /** The zone in the region; "" where it is not known. */
  get zone(): string {
    return isNode(this) ? textOr("xds.node.locality.zone", "node.locality.zone") : text("upstream.locality.zone");
  }

  /** The part of the zone; "" where it is not known. */
  get subZone(): string {
    return isNode(this)
      ? textOr("xds.node.locality.sub_zone", "node.locality.sub_zone")
      : text("upstream.locality.sub_zone");
  }
}

/** Whose locality. Of the SDK's own use. */
export const enum LocalitySource {
  Upstream = 1,
  Node,
}

function isNode(locality: LocalityAttributes): bool {
  return changetype<usize>(locality) == LocalitySource.Node;
}
