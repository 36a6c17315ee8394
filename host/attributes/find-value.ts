import type { ByteString } from "../bytes.ts";
import type { TlsInfo } from "../stream-info.ts";
import { AttributeMap, type Attributes } from "./attribute-map.ts";
import { CelState } from "./cel-state.ts";
import { connectionAttributes, destinationAttributes, sourceAttributes } from "./connection-attributes.ts";
import { FilterStateValue } from "./filter-state-value.ts";
import type { PropertyContext, StreamContext } from "./property-context.ts";
import { requestAttributes } from "./request-attributes.ts";
import { responseAttributes } from "./response-attributes.ts";
import { newerTlsAttributes, tlsAttributes } from "./tls-attributes.ts";
import { upstreamAttributes } from "./upstream-attributes.ts";
import { Unsigned, type Value } from "./value.ts";
import { metadataValue, xdsAttributes } from "./xds-attributes.ts";

/**
 * What a name stands for, at the begin of a property's path or as a variable of an expression: an attribute, something of the
 * plugin, or else filter state `wasm.NAME`.
 *
 * @param whole Whether nothing follows the name; what is declared as a message is bytes then.
 */
export function findValue(context: PropertyContext, name: ByteString, whole: boolean): Value | undefined {
  if (name === "xds") return new AttributeMap(xdsAttributes, context);
  return (context.streamInfo && streamValue(context as StreamContext, name)) ?? contextValue(context, name, whole);
}

function streamValue(context: StreamContext, name: ByteString): Value | undefined {
  const { streamInfo } = context;
  switch (name) {
    case "request":
      return new AttributeMap(requestAttributes, context);
    case "response":
      return new AttributeMap(responseAttributes, context);
    case "connection":
      return new TlsAttributeMap(connectionAttributes, context, streamInfo.connection.tls);
    case "upstream":
      return new TlsAttributeMap(upstreamAttributes, context, streamInfo.upstream?.tls);
    case "source":
      return new AttributeMap(sourceAttributes, context);
    case "destination":
      return new AttributeMap(destinationAttributes, context);
    case "metadata":
      return metadataValue(streamInfo.dynamicMetadata);
    case "filter_state":
      return new FilterStateValue(streamInfo.filterState);
    case "upstream_filter_state": {
      const state = streamInfo.upstream?.filterState;
      return state && new FilterStateValue(state);
    }
    default:
      return undefined;
  }
}

function contextValue(context: PropertyContext, name: ByteString, whole: boolean): Value | undefined {
  const { pluginProperties, streamInfo } = context;
  switch (name) {
    case "plugin_name":
      return pluginProperties.name;
    case "plugin_root_id":
      return pluginProperties.rootId;
    case "plugin_vm_id":
      return pluginProperties.vmId;
    case "connection_id":
      return streamInfo && context.isFilter ? new Unsigned(BigInt(streamInfo.connection.id)) : undefined;
    default:
      return streamInfo && stateValue(context as StreamContext, `wasm.${name}`, whole);
  }
}

function stateValue({ streamInfo }: StreamContext, key: ByteString, whole: boolean): Value | undefined {
  const states = [streamInfo.filterState, streamInfo.upstream?.filterState];
  const state = states.map((one) => one?.get(key)).find((object) => object instanceof CelState);
  return state?.read(whole);
}

/** Attributes with those of TLS behind them. */
class TlsAttributeMap extends AttributeMap<StreamContext> {
  private readonly tls: TlsInfo | undefined;
  private readonly tlsAttributes: Attributes<TlsInfo>;

  constructor(attributes: Attributes<StreamContext>, context: StreamContext, tls: TlsInfo | undefined) {
    super(attributes, context);
    this.tls = tls;
    this.tlsAttributes = context.pluginProperties.envoyMinor > 37 ? newerTlsAttributes : tlsAttributes;
  }

  override get(key: Value): Value | undefined {
    const value = super.get(key);
    if (value !== undefined || !this.tls || typeof key !== "string") return value;
    return this.tlsAttributes.get(key)?.(this.tls);
  }
}
