import { Bytes } from "../abi/bytes";
import { resultBool, resultDouble } from "../abi/property-calls";
import { resultBytes, resultSize, resultText } from "../abi/result";
import { LocalityAttributes, LocalitySource } from "./locality-attributes";
import { readEither } from "./older-name";
import { StructValue } from "./struct-value";
import { textOr } from "./text";

/**
 * Who this proxy is, as its configuration or its command line says. Everywhere, also in `onConfigure`. Before Envoy 1.33 it
 * is called `node`.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/base.proto#config-core-v3-node
 *
 * @example
 * const namespace = attributes.xds.node.getString("NAMESPACE"); // in Istio
 */
@final
@unmanaged
export class NodeAttributes {
  /** Its id: `xds.node.id`. */
  get id(): string {
    return textOr("xds.node.id", "node.id");
  }

  /** The cluster that it belongs to: `xds.node.cluster`. */
  get cluster(): string {
    return textOr("xds.node.cluster", "node.cluster");
  }

  /** Where it runs: `xds.node.locality`. */
  get locality(): LocalityAttributes {
    return changetype<LocalityAttributes>(LocalitySource.Node);
  }

  /** What program it is, mostly `envoy`: `xds.node.user_agent_name`. */
  get userAgentName(): string {
    return textOr("xds.node.user_agent_name", "node.user_agent_name");
  }

  /**
   * A string of its metadata, by a path such as `LABELS.app` or `LABELS["app.name"]`; `null` where there is none:
   * `xds.node.metadata`.
   */
  getString(path: string): string | null {
    return find(path) ? resultText() : null;
  }

  /** A number of its metadata; `otherwise` where there is none. */
  getNumber(path: string, otherwise: f64 = 0): f64 {
    return find(path) && resultSize() == 8 ? resultDouble() : otherwise;
  }

  /** A bool of its metadata; `otherwise` where there is none. */
  getBool(path: string, otherwise: bool = false): bool {
    return find(path) && resultSize() == 1 ? resultBool() : otherwise;
  }

  /** All of its metadata, with types; of kind `Missing` where there is none. It copies the whole node. */
  readMetadata(): StructValue {
    const bytes = this.bytes();
    return bytes === null ? StructValue.missing() : StructValue.field(bytes, 3);
  }

  /** All of it as the protobuf message `envoy.config.core.v3.Node`; `null` where there is none. */
  bytes(): Bytes | null {
    return readEither("xds.node", "node") ? resultBytes() : null;
  }
}

function find(path: string): bool {
  const rest = path.startsWith("[") ? `node.metadata${path}` : `node.metadata.${path}`;
  return readEither(`xds.${rest}`, rest);
}
