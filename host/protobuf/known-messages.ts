import type { Field, MessageType, ScalarType, WellKnown } from "./message-type.ts";

function message(name: string, fields: readonly Field[], wellKnown?: WellKnown): MessageType {
  return { name, fields, ...(wellKnown ? { wellKnown } : {}) };
}

function field(number: number, name: string, type: ScalarType | MessageType, kind?: "list" | "map"): Field {
  return { number, name, type, ...(kind ? { kind } : {}) };
}

function wrapper(name: string, type: ScalarType): MessageType {
  return message(`google.protobuf.${name}Value`, [field(1, "value", type)], "Wrapper");
}

const values: Field[] = [];
const value = message("google.protobuf.Value", values, "Value");
const struct = message("google.protobuf.Struct", [field(1, "fields", value, "map")], "Struct");
const list = message("google.protobuf.ListValue", [field(1, "values", value, "list")], "ListValue");
values.push(
  field(1, "null_value", "enum"),
  field(2, "number_value", "double"),
  field(3, "string_value", "string"),
  field(4, "bool_value", "bool"),
  field(5, "struct_value", struct),
  field(6, "list_value", list),
);
export const anyType = message(
  "google.protobuf.Any",
  [field(1, "type_url", "string"), field(2, "value", "bytes")],
  "Any",
);
const time = [field(1, "seconds", "int64"), field(2, "nanos", "int32")];

export const metadataType = message("envoy.config.core.v3.Metadata", [
  field(1, "filter_metadata", struct, "map"),
  field(2, "typed_filter_metadata", anyType, "map"),
]);

export const localityType = message("envoy.config.core.v3.Locality", [
  field(1, "region", "string"),
  field(2, "zone", "string"),
  field(3, "sub_zone", "string"),
]);

const versionType = message("envoy.type.v3.SemanticVersion", [
  field(1, "major_number", "uint32"),
  field(2, "minor_number", "uint32"),
  field(3, "patch", "uint32"),
]);

const buildVersionType = message("envoy.config.core.v3.BuildVersion", [
  field(1, "version", versionType),
  field(2, "metadata", struct),
]);

const extensionType = message("envoy.config.core.v3.Extension", [
  field(1, "name", "string"),
  field(2, "category", "string"),
  field(3, "type_descriptor", "string"),
  field(4, "version", buildVersionType),
  field(5, "disabled", "bool"),
  field(6, "type_urls", "string", "list"),
]);

export const nodeType = message("envoy.config.core.v3.Node", [
  field(1, "id", "string"),
  field(2, "cluster", "string"),
  field(3, "metadata", struct),
  field(4, "locality", localityType),
  field(6, "user_agent_name", "string"),
  field(7, "user_agent_version", "string"),
  field(8, "user_agent_build_version", buildVersionType),
  field(9, "extensions", extensionType, "list"),
  field(10, "client_features", "string", "list"),
  field(11, "listening_addresses", message("envoy.config.core.v3.Address", []), "list"),
  field(12, "dynamic_parameters", message("xds.core.v3.ContextParams", [field(1, "params", "string", "map")]), "map"),
]);

const types = [
  struct,
  value,
  list,
  anyType,
  message("google.protobuf.Timestamp", time, "Timestamp"),
  message("google.protobuf.Duration", time, "Duration"),
  wrapper("Bool", "bool"),
  wrapper("Bytes", "bytes"),
  wrapper("Double", "double"),
  wrapper("Int32", "int32"),
  wrapper("Int64", "int64"),
  wrapper("String", "string"),
  wrapper("UInt32", "uint32"),
  wrapper("UInt64", "uint64"),
  message("google.protobuf.Empty", []),
  message("google.protobuf.FieldMask", [field(1, "paths", "string", "list")]),
  metadataType,
  localityType,
  versionType,
  buildVersionType,
  extensionType,
  nodeType,
];

const byName = new Map(types.map((type) => [type.name, type]));

/**
 * A message type by what stands behind the last slash of its URL. Envoy knows all of its own configuration there, the host those
 * few that streams are described with.
 */
export function messageTypeOf(url: string): MessageType | undefined {
  return byName.get(url.slice(url.lastIndexOf("/") + 1));
}
