/**
 * What a property that a plugin sets is to CEL expressions. Access logs take each of them as bytes: text is logged with
 * `%FILTER_STATE(wasm.NAME:PLAIN)%`.
 *
 * Source: `WasmType` in Envoy's `declare_property`.
 *
 * @example
 * onConfigure(): bool {
 *   return declareProperty("user", PropertyType.String) == Status.Ok;
 * }
 */
export enum PropertyType {
  /** Bytes. So is a property that was not declared. */
  Bytes = 0,
  /** Text. */
  String = 1,
  /** A FlatBuffers table; the schema is its reflection schema, in binary form. */
  FlatBuffers = 2,
  /** A protobuf message that Envoy knows; the schema is its type URL, `type.googleapis.com/google.protobuf.Struct`. */
  Protobuf = 3,
}
