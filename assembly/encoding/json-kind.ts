/**
 * What kind of value a JSON text has at a place.
 *
 * @example
 * const reader = new JsonReader(bytes);
 * if (reader.peek() == JsonKind.String) log.info(reader.string());
 * else if (reader.peek() == JsonKind.Number) log.info(`${reader.f64()}`);
 */
export enum JsonKind {
  /** None: the text ends, or what comes is no JSON. */
  None = 0,
  Object = 1,
  Array = 2,
  String = 3,
  Number = 4,
  Bool = 5,
  Null = 6,
}
