import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";
import {
  propertyStatus,
  readBoolProperty,
  readNumberProperty,
  readProperty,
  resultBool,
  resultDouble,
  resultInteger,
  writeProperty,
  writePropertyBytes,
} from "../abi/property-calls";
import { resultBytes, resultText } from "../abi/result";

/**
 * Reads any attribute of the request, the connection, the upstream or the node by its path, as Envoy's documentation writes
 * it: segments between dots, and in brackets and quotes where a segment itself has a dot. `attributes` has the common ones
 * by name.
 *
 * A getter answers `null`, or the value given as `otherwise`, where there is no such attribute (in this phase), or where it
 * has another type; {@link lastStatus} tells why.
 *
 * Source: `proxy_get_property`; https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/advanced/attributes
 *
 * @example
 * const team = property.getString('xds.route_metadata.filter_metadata["com.example"].team');
 * const bytes = property.getInt("request.size", -1);
 */
export namespace property {
  /** An attribute of type string. Bytes that are no UTF-8 read as U+FFFD. */
  export function getString(path: string): string | null {
    return readProperty(path) ? resultText() : null;
  }

  /** Any attribute as the bytes that the host gives: a string as it is, a message as protobuf, a number in 8 bytes. */
  export function getBytes(path: string): Bytes | null {
    return readProperty(path) ? resultBytes() : null;
  }

  /** An attribute of type int or uint. Numbers in metadata are doubles: see {@link getDouble}. */
  export function getInt(path: string, otherwise: i64 = 0): i64 {
    return readNumberProperty(path) ? resultInteger() : otherwise;
  }

  /** An attribute of type double; numbers in metadata are, too. */
  export function getDouble(path: string, otherwise: f64 = 0): f64 {
    return readNumberProperty(path) ? resultDouble() : otherwise;
  }

  /** An attribute of type bool. */
  export function getBool(path: string, otherwise: bool = false): bool {
    return readBoolProperty(path) ? resultBool() : otherwise;
  }

  /** An attribute of type timestamp, in nanoseconds since 1970-01-01T00:00:00Z. */
  export function getTimestamp(path: string, otherwise: i64 = 0): i64 {
    return readNumberProperty(path) ? resultInteger() : otherwise;
  }

  /** An attribute of type duration, in nanoseconds. */
  export function getDuration(path: string, otherwise: i64 = 0): i64 {
    return readNumberProperty(path) ? resultInteger() : otherwise;
  }

  /**
   * A path made of segments, whatever characters they have.
   *
   * @example
   * property.getString(property.path(["metadata", "filter_metadata", "com.example", "team"]));
   */
  export function path(segments: string[]): string {
    return `\0${segments.join("\0")}`;
  }

  /** Whether there is such an attribute. */
  export function has(path: string): bool {
    return readProperty(path);
  }

  /**
   * What the last read answered: `Ok`; `NotFound` when there is none; `ResultMismatch` when it has another type;
   * `SerializationFailure` for an object that Envoy gives in parts only, such as `request` as a whole.
   */
  export function lastStatus(): Status {
    return propertyStatus;
  }

  /**
   * Sets filter state `wasm.NAME` of the stream: other filters read it, `%FILTER_STATE(wasm.NAME:PLAIN)%` logs it (without
   * `:PLAIN` it is logged as JSON, with the bytes in base64). Give a name of one segment: Envoy cannot read back others.
   * Attributes of Envoy and dynamic metadata cannot be changed by it, though it answers `Ok`: Proxy-Wasm has no way to.
   *
   * @returns `Ok`; `NotFound` where there is no stream
   *
   * Source: `proxy_set_property`.
   */
  export function set(name: string, value: string): Status {
    return writeProperty(name, value);
  }

  /** Like {@link set}, with bytes. */
  export function setBytes(name: string, value: Bytes): Status {
    return writePropertyBytes(name, value);
  }
}
