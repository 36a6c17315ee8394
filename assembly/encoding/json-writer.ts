import { Bytes } from "../abi/bytes";
import { decimal } from "../text/decimal";
import { doubleText } from "./json-double";
import { encodeUtf8 } from "./utf8";

/**
 * Writes JSON value by value; the commas come by themselves. What is begun has to be ended by the caller, and a key has to
 * be followed by its value.
 *
 * @example
 * const writer = new JsonWriter();
 * writer.beginObject();
 * writer.key("path").string(this.request.path);
 * writer.key("attempts").integer(3);
 * writer.key("tags").beginArray().string("a").string("b").endArray();
 * writer.endObject();
 * this.sendLocalReply(200, writer.toString());
 */
@final
export class JsonWriter {
  private parts: string[] = [];
  /** Whether a value stands before, so that the next one needs a comma. */
  private follows: bool = false;

  /** Begins an object; keys and values follow. */
  beginObject(): JsonWriter {
    return this.begin("{");
  }

  /** Ends the object. */
  endObject(): JsonWriter {
    return this.end("}");
  }

  /** Begins an array; values follow. */
  beginArray(): JsonWriter {
    return this.begin("[");
  }

  /** Ends the array. */
  endArray(): JsonWriter {
    return this.end("]");
  }

  /** A key of the object; its value follows. */
  key(name: string): JsonWriter {
    this.put(quoteJson(name));
    this.parts.push(":");
    this.follows = false;
    return this;
  }

  /** A string. */
  string(value: string): JsonWriter {
    return this.put(quoteJson(value));
  }

  /** An integer, exactly. JavaScript and others round what is beyond 2^53. */
  integer(value: i64): JsonWriter {
    return this.put(decimal(value));
  }

  /**
   * A number, as `JSON.stringify` writes it: `1`, `0.1`, `1e+21`, and `0` for minus zero; `null` for one that is not finite,
   * as JSON has none such. What reads it gets the same double.
   *
   * @example
   * const body = new JsonWriter().beginObject().key("ratio").number(0.25).endObject().toString(); // {"ratio":0.25}
   */
  number(value: f64): JsonWriter {
    return this.put(isFinite<f64>(value) ? doubleText(value) : "null");
  }

  /** `true` or `false`. */
  bool(value: bool): JsonWriter {
    return this.put(value ? "true" : "false");
  }

  /** `null`. */
  null(): JsonWriter {
    return this.put("null");
  }

  /** A text that is JSON already: what `JsonReader.raw` has taken, say. It is not checked. */
  raw(json: string): JsonWriter {
    return this.put(json);
  }

  /** What was written. */
  toString(): string {
    return this.parts.join("");
  }

  /** What was written, as UTF-8. */
  toBytes(): Bytes {
    return encodeUtf8(this.toString());
  }

  private begin(bracket: string): JsonWriter {
    this.put(bracket);
    this.follows = false;
    return this;
  }

  private end(bracket: string): JsonWriter {
    this.parts.push(bracket);
    this.follows = true;
    return this;
  }

  private put(text: string): JsonWriter {
    if (this.follows) this.parts.push(",");
    this.parts.push(text);
    this.follows = true;
    return this;
  }
}

/**
 * A text as a JSON string, with its quotes. Control characters and halves of surrogate pairs are escaped, as
 * `JSON.stringify` does.
 *
 * @example
 * const body = `{"path":${quoteJson(this.request.path)}}`;
 */
export function quoteJson(text: string): string {
  const parts: string[] = ['"'];
  let plain = 0;
  for (let i = 0; i < text.length; ++i) {
    const unit = text.charCodeAt(i);
    const isHigh = (unit & 0xfc00) == 0xd800;
    if (isHigh && i + 1 < text.length && (text.charCodeAt(i + 1) & 0xfc00) == 0xdc00) {
      ++i;
      continue;
    }
    if (unit >= 0x20 && unit != 0x22 && unit != 0x5c && (unit & 0xf800) != 0xd800) continue;
    parts.push(text.substring(plain, i));
    parts.push(escaped(unit));
    plain = i + 1;
  }
  parts.push(text.substring(plain));
  parts.push('"');
  return parts.join("");
}

function escaped(unit: i32): string {
  switch (unit) {
    case 0x08:
      return "\\b";
    case 0x09:
      return "\\t";
    case 0x0a:
      return "\\n";
    case 0x0c:
      return "\\f";
    case 0x0d:
      return "\\r";
    case 0x22:
      return '\\"';
    case 0x5c:
      return "\\\\";
    default:
      return `\\u${unit.toString(16).padStart(4, "0")}`;
  }
}
