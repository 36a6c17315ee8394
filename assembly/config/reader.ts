import { JsonReader } from "../encoding/json-reader";
import { editDistance } from "./edit-distance";

/** Keys longer than this are not compared with known ones. */
const maxKeyLength: i32 = 64;

/**
 * Reads a configuration into a `@config` class: the methods that the compiler adds to such a class call it. An error names
 * the place: `routes[1].weight: expected an integer from 0 to 100, found a string`.
 *
 * @example
 * onConfigure(): bool {
 *   const reader = new ConfigReader(this.pluginConfiguration);
 *   if (reader.beginObject()) while (reader.nextKey()) {
 *     if (reader.isKey("header")) log.info(reader.string());
 *     else reader.unknownKey("header");
 *   }
 *   reader.end();
 *   if (reader.failed) log.error(reader.error);
 *   return !reader.failed;
 * }
 */
@global
export class __mesh_ConfigReader extends JsonReader {
  /** The current key is none of the known ones, which are separated by commas. Names the most similar one. */
  unknownKey(known: string): void {
    if (this.failed) return;
    const nearest = nearestOf(this.key, known.split(","));
    if (nearest.length) this.fail('unknown key, did you mean "' + nearest + '"?');
    else if (known.length) this.fail("unknown key, known are " + quoted(known));
    else this.fail("unknown key, there are none");
  }

  /** The object that has just ended lacks a key. */
  missing(key: string): void {
    if (this.failed) return;
    const path = this.path();
    this.failed = true;
    this.error = (path.length ? path + "." : "") + key + ": missing, but required";
  }

  /** Takes a string that must be one of the known ones, which are separated by commas; answers its index among them. */
  enumValue(known: string): i32 {
    const value = this.string();
    if (this.failed) return 0;
    const index = known.split(",").indexOf(value);
    if (index < 0) this.fail("expected one of " + quoted(known) + ', found "' + value + '"');
    return max(index, 0);
  }
}

export { __mesh_ConfigReader as ConfigReader };

function quoted(known: string): string {
  return '"' + known.split(",").join('", "') + '"';
}

// The known key that is most similar; empty when none is.
function nearestOf(key: string, known: string[]): string {
  if (key.length > maxKeyLength) return "";
  let nearest = "";
  let nearestDistance = key.length / 3 + 2;
  for (let i = 0; i < known.length; ++i) {
    const distance = editDistance(key, known[i]);
    if (distance >= nearestDistance) continue;
    nearestDistance = distance;
    nearest = known[i];
  }
  return nearest;
}
