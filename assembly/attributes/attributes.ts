import { ConnectionAttributes } from "./connection-attributes";
import { DestinationAttributes } from "./destination-attributes";
import { PluginAttributes } from "./plugin-attributes";
import { RequestAttributes } from "./request-attributes";
import { ResponseAttributes } from "./response-attributes";
import { SourceAttributes } from "./source-attributes";
import { UpstreamAttributes } from "./upstream-attributes";
import { XdsAttributes } from "./xds-attributes";

/**
 * The attributes that Envoy has of the current stream, by their names in its documentation. Each read is a host call. Where
 * there is none (in this phase) texts read as `""` and numbers as 0; `property` tells such cases apart, and reads what has
 * no name here.
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

  /** Node, cluster, route and so on. */
  get xds(): XdsAttributes {
    return changetype<XdsAttributes>(1);
  }

  /** The plugin itself. */
  get plugin(): PluginAttributes {
    return changetype<PluginAttributes>(1);
  }
}

/** The attributes of the current stream. */
export const attributes: Attributes = changetype<Attributes>(1);
