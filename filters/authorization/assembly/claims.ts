import { Bytes, JsonKind, JsonReader } from "mesh-wasm/assembly";

/** What a token says, of a size that no honest token exceeds. */
export class Claims {
  /** Seconds since 1970; NaN where the token does not say. */
  expires: f64 = NaN;
  notBefore: f64 = NaN;
  private values: Map<string, string[]> = new Map();

  /** Reads a token's payload; `null` where it is no JSON object, or one of its times is no number. */
  static read(payload: Bytes): Claims | null {
    const claims = new Claims();
    const reader = new JsonReader(payload);
    if (reader.beginObject()) {
      while (reader.nextKey()) {
        if (reader.isKey("exp")) claims.expires = reader.f64();
        else if (reader.isKey("nbf")) claims.notBefore = reader.f64();
        else claims.values.set(reader.key, texts(reader));
      }
    }
    reader.end();
    return reader.failed ? null : claims;
  }

  /** Whether a claim is this text or lists it. Of `scope` and `scp` each word counts (RFC 8693, section 4.2). */
  has(name: string, value: string): bool {
    if (!this.values.has(name)) return false;
    const values = this.values.get(name);
    const words = name == "scope" || name == "scp";
    for (let i = 0; i < values.length; ++i) {
      if (values[i] == value || (words && values[i].split(" ").includes(value))) return true;
    }
    return false;
  }

  /** A claim as text, a list with commas between; `null` where the token does not have it. */
  get(name: string): string | null {
    return this.values.has(name) ? this.values.get(name).join(",") : null;
  }
}

/** The texts of a claim: of a list those of its elements, of a number or a truth value its text; an object has none. */
function texts(reader: JsonReader): string[] {
  const values: string[] = [];
  if (reader.peek() != JsonKind.Array) {
    addText(values, reader);
    return values;
  }
  reader.beginArray();
  while (reader.nextElement()) addText(values, reader);
  return values;
}

function addText(values: string[], reader: JsonReader): void {
  const kind = reader.peek();
  if (kind == JsonKind.String) values.push(reader.string());
  else if (kind == JsonKind.Bool) values.push(reader.bool().toString());
  else if (kind == JsonKind.Number) values.push(numberText(reader.f64()));
  else reader.skip();
}

/** A whole number as text; any other number has none that a rule could name. */
function numberText(value: f64): string {
  return value == Math.trunc(value) && Math.abs(value) < 9007199254740992 ? (<i64>value).toString() : "";
}
