import { Bytes } from "../abi/bytes";
import { resultBool, resultDouble } from "../abi/property-calls";
import { resultBytes, resultSize, resultText } from "../abi/result";
import { MetadataSource, metadataPath, olderMetadataPath } from "./metadata-source";
import { readEither } from "./older-name";
import { StructValue } from "./struct-value";

/**
 * Filter metadata: a `google.protobuf.Struct` for each namespace, which mostly is a filter's name. `getString` and its
 * like read one value with one host call, and the caller says of which type it is; {@link read} takes a whole namespace,
 * when the types are not known or there is much to read.
 *
 * Metadata is there to be read: Proxy-Wasm has no way to write it. What a filter tells others is filter state, see
 * `property.set`.
 *
 * A path names a value as in CEL: `weight`, `limits.burst`, `zones[0]`, `["dotted.key"].x`.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/base.proto#config-core-v3-metadata
 *
 * @example
 * const team = attributes.xds.routeMetadata.getString("com.example", "team");
 * const burst = attributes.xds.clusterMetadata.getNumber("com.example", "limits.burst", 10);
 */
@final
@unmanaged
export class MetadataAttributes {
  /**
   * A string; `null` where there is none. A number or bool must be read as such: here it is 8 bytes or one, as they are.
   */
  getString(namespace: string, path: string): string | null {
    return this.find(namespace, path) ? resultText() : null;
  }

  /** A number; `otherwise` where there is none. A string of 8 bytes is taken for one: see {@link read}. */
  getNumber(namespace: string, path: string, otherwise: f64 = 0): f64 {
    return this.find(namespace, path) && resultSize() == 8 ? resultDouble() : otherwise;
  }

  /** A bool; `otherwise` where there is none. A string of one byte is taken for one: see {@link read}. */
  getBool(namespace: string, path: string, otherwise: bool = false): bool {
    return this.find(namespace, path) && resultSize() == 1 ? resultBool() : otherwise;
  }

  /** Whether there is such a value; `null` counts as none. */
  has(namespace: string, path: string): bool {
    return this.find(namespace, path);
  }

  /** All of a namespace, with types; of kind `Missing` where there is none. It copies all of the metadata. */
  read(namespace: string): StructValue {
    const bytes = this.bytes();
    return bytes === null ? StructValue.missing() : StructValue.entry(bytes, 1, namespace);
  }

  /**
   * All of it as the protobuf message `envoy.config.core.v3.Metadata`, typed metadata included; `null` where there is
   * none.
   */
  bytes(): Bytes | null {
    const source = <MetadataSource>changetype<usize>(this);
    return readEither(metadataPath(source), olderMetadataPath(source)) ? resultBytes() : null;
  }

  private find(namespace: string, path: string): bool {
    const source = <MetadataSource>changetype<usize>(this);
    const older = olderMetadataPath(source);
    const rest = valuePath(namespace, path);
    return readEither(metadataPath(source) + rest, older.length ? older + rest : older);
  }
}

function valuePath(namespace: string, path: string): string {
  const quote = namespace.includes('"') ? "'" : '"';
  const dot = path.startsWith("[") ? "" : ".";
  return `.filter_metadata[${quote}${namespace}${quote}]${dot}${path}`;
}
