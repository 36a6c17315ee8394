import { ConnectionAttributes } from "./connection-attributes";
import { DestinationAttributes } from "./destination-attributes";
import { FilterStateAttributes } from "./filter-state-attributes";
import { MetadataAttributes } from "./metadata-attributes";
import { MetadataSource } from "./metadata-source";
import { PluginAttributes } from "./plugin-attributes";
import { RequestAttributes } from "./request-attributes";
import { ResponseAttributes } from "./response-attributes";
import { SourceAttributes } from "./source-attributes";
import { UpstreamAttributes } from "./upstream-attributes";
import { XdsAttributes } from "./xds-attributes";

/**
 * The attributes that Envoy has of the current stream, by their names in its documentation. Each read is a host call. Where
 * there is none (in this phase) texts read as `""` and numbers as 0; `property` tells such cases apart, and reads what has
 * no name here. Beside each attribute stands its name and when it is there.
 *
 * All numbers are `i64`, times and durations in nanoseconds: `attributes.request.duration / 1000000` is in milliseconds.
 *
 * On a plugin, for instance in `onConfigure`, there are `xds.node` and `plugin` only.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/advanced/attributes
 *
 * @example
 * onLog(): void {
 *   log.info(`${attributes.request.id} ${attributes.response.code} ${attributes.upstream.address}`);
 * }
 */
@final
@unmanaged
class Attributes {
  /** The request. */
  get request(): RequestAttributes {
    return changetype<RequestAttributes>(1);
  }

  /** The response. */
  get response(): ResponseAttributes {
    return changetype<ResponseAttributes>(1);
  }

  /** Where the connection comes from. */
  get source(): SourceAttributes {
    return changetype<SourceAttributes>(1);
  }

  /** Where the client connected to. */
  get destination(): DestinationAttributes {
    return changetype<DestinationAttributes>(1);
  }

  /** The connection of the client. */
  get connection(): ConnectionAttributes {
    return changetype<ConnectionAttributes>(1);
  }

  /** The host that serves the request. */
  get upstream(): UpstreamAttributes {
    return changetype<UpstreamAttributes>(1);
  }

  /** Node, listener, route, cluster and so on. */
  get xds(): XdsAttributes {
    return changetype<XdsAttributes>(1);
  }

  /** The plugin itself. */
  get plugin(): PluginAttributes {
    return changetype<PluginAttributes>(1);
  }

  /** What filters said of this stream: its dynamic metadata, `metadata`. In every phase, also of a TCP connection. */
  get metadata(): MetadataAttributes {
    return changetype<MetadataAttributes>(MetadataSource.Dynamic);
  }

  /** Values that filters share with each other: `filter_state`. In every phase, also of a TCP connection. */
  get filterState(): FilterStateAttributes {
    return changetype<FilterStateAttributes>(1);
  }

  /** Filter state of the connection to the upstream, from the response on: `upstream_filter_state`. */
  get upstreamFilterState(): FilterStateAttributes {
    return changetype<FilterStateAttributes>(2);
  }
}

/**
 * The attributes of the current stream.
 *
 * @example
 * const code = attributes.response.code;
 */
export const attributes: Attributes = changetype<Attributes>(1);
