/**
 * What a value of a `google.protobuf.Struct` is.
 *
 * @example
 * const limit = attributes.xds.routeMetadata.read("com.example").get("limit");
 * if (limit.kind == StructKind.Number) log.info(`${limit.number()}`);
 * else if (limit.kind == StructKind.String) log.info(limit.string());
 */
export enum StructKind {
  /** There is none. */
  Missing = 0,
  Null = 1,
  Number = 2,
  String = 3,
  Bool = 4,
  /** Values by key, a `Struct`. */
  Object = 5,
  /** Values by index, a `ListValue`. */
  List = 6,
}
