import { Bytes, JsonReader, now } from "mesh-wasm/assembly";

/** The `alg` of a token's header; empty for what is no header. */
export function algorithmOf(header: Bytes): string {
  const reader = new JsonReader(header);
  let algorithm = "";
  if (reader.beginObject()) {
    while (reader.nextKey()) {
      if (reader.isKey("alg")) algorithm = reader.string();
      else reader.skip();
    }
  }
  reader.end();
  return reader.failed ? "" : algorithm;
}

/** Whether a token has ended, by its `exp`, or has no claims that can be read. */
export function isExpired(claims: Bytes): bool {
  const reader = new JsonReader(claims);
  let end = Infinity;
  if (reader.beginObject()) {
    while (reader.nextKey()) {
      if (reader.isKey("exp")) end = reader.f64();
      else reader.skip();
    }
  }
  reader.end();
  return reader.failed || end * 1e9 < <f64>now();
}
