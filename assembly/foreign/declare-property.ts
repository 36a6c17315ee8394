import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";
import { callForeign } from "../abi/foreign-calls";
import { ProtobufWriter } from "../encoding/protobuf-writer";
import { LifeSpan } from "./life-span";
import { PropertyType } from "./property-type";

/**
 * Says of a property, before it is set for the first time, what it is and how long it lives. Call it in `onConfigure`: it
 * is the plugin that declares. What was not declared is bytes, can be set again and lives as long as the filter chain.
 *
 * @param name the name that `property.set` takes: filter state `wasm.NAME`
 * @param readonly whether it can be set once only; then setting it again answers `BadArgument`
 * @param schema for `Protobuf` and `FlatBuffers`: see there
 * @returns `Ok`; `BadArgument` when this plugin, in this VM, has declared it already: what was said first stays. On a stream
 *   it answers `Ok` without effect. `NotFound` when the host has no such function.
 *
 * Source: Envoy's foreign function `declare_property`.
 *
 * @example
 * onConfigure(): bool {
 *   declareProperty("user", PropertyType.String, LifeSpan.DownstreamConnection);
 *   return true;
 * }
 */
export function declareProperty(
  name: string,
  type: PropertyType = PropertyType.Bytes,
  span: LifeSpan = LifeSpan.FilterChain,
  readonly: bool = false,
  schema: Bytes | null = null,
): Status {
  const writer = new ProtobufWriter();
  writer.string(1, name);
  writer.unsigned(2, u64(readonly));
  writer.unsigned(3, type);
  if (schema) writer.bytes(4, schema);
  writer.unsigned(5, span);
  return callForeign("declare_property", writer.finish());
}
