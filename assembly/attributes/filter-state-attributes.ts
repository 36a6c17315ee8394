import { Bytes } from "../abi/bytes";
import { readProperty, resultInteger } from "../abi/property-calls";
import { resultBytes, resultSize, resultText } from "../abi/result";

/**
 * Filter state by key: objects of Envoy's filters, and under `wasm.NAME` what a plugin has put there with `property.set`.
 * An object of Envoy reads as the text it is logged as, one with fields (such as an address) field by field only.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/advanced/well_known_filter_state
 *
 * @example
 * const cluster = attributes.filterState.getString("envoy.tcp_proxy.cluster");
 * const port = attributes.filterState.getInteger("envoy.network.transport_socket.original_dst_address", "port");
 */
@final
@unmanaged
export class FilterStateAttributes {
  /** A value as text, or the text in a field of it; `null` where there is none. */
  getString(key: string, field: string = ""): string | null {
    return this.find(key, field) ? resultText() : null;
  }

  /** A value as bytes; `null` where there is none. */
  getBytes(key: string): Bytes | null {
    return this.find(key, "") ? resultBytes() : null;
  }

  /** The number in a field of a value; `otherwise` where there is none. */
  getInteger(key: string, field: string, otherwise: i64 = 0): i64 {
    return this.find(key, field) && resultSize() == 8 ? resultInteger() : otherwise;
  }

  /** Whether there is such a value, without fields. */
  has(key: string): bool {
    return this.find(key, "");
  }

  private find(key: string, field: string): bool {
    const root = changetype<usize>(this) == 1 ? "filter_state" : "upstream_filter_state";
    const rest = field.length ? `"].${field}` : '"]';
    return readProperty(`${root}["${key}${rest}`);
  }
}
