// Forms of attributes that a real Envoy of today does not give: older names, any bytes of a Struct.
import { attributes } from "mesh-wasm/assembly/attributes/attributes";
import { StructKind } from "mesh-wasm/assembly/attributes/struct-kind";
import { StructValue } from "mesh-wasm/assembly/attributes/struct-value";
import { input, putText } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

/** What attributes with two names say. */
export function named(): void {
  const xds = attributes.xds;
  const node = xds.node;
  const seen: string[] = [
    node.id,
    node.cluster,
    node.userAgentName,
    `${node.locality.region}/${node.locality.zone}/${node.locality.subZone}`,
    orNull(node.getString("labels.app")),
    node.getNumber("rank", -1).toString(),
    node.getBool("canary").toString(),
    xds.clusterName,
    xds.routeName,
    xds.virtualHostName,
    xds.listenerDirection.toString(),
    orNull(xds.clusterMetadata.getString("com.example", "team")),
    orNull(xds.routeMetadata.getString("com.example", "team")),
    orNull(xds.listenerMetadata.getString("com.example", "team")),
    orNull(xds.upstreamHostMetadata.getString("com.example", "team")),
    orNull(xds.virtualHostMetadata.getString("com.example", "team")),
  ];
  putText(seen.join(" "));
}

/** Metadata whose namespace or key is not a plain word. */
export function quoted(): void {
  const metadata = attributes.metadata;
  putText(`${orNull(metadata.getString('a"b', "x"))} ${orNull(metadata.getString("com.example", '["a.b"][0].c'))}`);
}

/** The Struct of the input as JSON, its keys in order. */
export function struct(): void {
  putText(json(new StructValue(input)));
}

/** A value that is of another kind than asked for, or not there. */
export function mismatched(): void {
  const value = new StructValue(input);
  const number = value.get("number");
  putText(
    [
      number.string("none"),
      number.bool(true).toString(),
      number.length.toString(),
      number.keys().length.toString(),
      number.get("x").exists.toString(),
      number.at(0).exists.toString(),
      value.get("text").number(-1).toString(),
      value.get("list").at(-1).exists.toString(),
      value.get("list").at(99).exists.toString(),
      value.at(0).exists.toString(),
      value.get("none").get("of").at(3).get("these").string("missing"),
      value.get("null").exists.toString(),
      StructValue.missing().get("x").exists.toString(),
    ].join(" "),
  );
}

function json(value: StructValue): string {
  if (value.kind == StructKind.Number) return value.number().toString();
  if (value.kind == StructKind.Bool) return value.bool().toString();
  if (value.kind == StructKind.String) return `"${value.string()}"`;
  if (value.kind == StructKind.Null) return "null";
  if (value.kind == StructKind.Missing) return "missing";
  const parts: string[] = [];
  if (value.kind == StructKind.List) {
    for (let i = 0; i < value.length; ++i) parts.push(json(value.at(i)));
    return `[${parts.join(",")}]`;
  }
  const keys = value.keys().sort();
  for (let i = 0; i < keys.length; ++i) parts.push(`"${keys[i]}":${json(value.get(keys[i]))}`);
  return `{${parts.join(",")}}`;
}

function orNull(value: string | null): string {
  return value === null ? "null" : value;
}
