import { unitAt } from "./characters";
import { queryOf } from "./path";
import { formDecode, formEncode, isPlainUnit, wellFormed } from "./percent";

/**
 * The pairs of a query string, in order, as application/x-www-form-urlencoded (WHATWG URL, section 5): what browsers have as
 * `URLSearchParams`. A pair that is not changed is written back exactly as it was read.
 *
 * @example
 * const query = Query.ofPath(this.request.path);
 * const token = query.get("token");
 * query.remove("token");
 * this.request.path = withQuery(this.request.path, query.toString());
 */
@final
export class Query {
  /** The pairs as they are written: `name=value`, escaped. */
  private pairs: string[] = [];
  /** The query as a whole, as long as nothing is changed. */
  private original: string | null = null;

  /** Reads a query, without the question mark. Anything can be read; empty pieces between `&` are no pairs. */
  static parse(text: string): Query {
    const query = new Query();
    query.original = text;
    for (let start = 0; start < text.length; ) {
      let end = text.indexOf("&", start);
      if (end < 0) end = text.length;
      if (end > start) query.pairs.push(text.substring(start, end));
      start = end + 1;
    }
    return query;
  }

  /** Reads the query of a request's `:path`. */
  static ofPath(path: string): Query {
    return Query.parse(queryOf(path));
  }

  /** Number of pairs. */
  get length(): i32 {
    return this.pairs.length;
  }

  /** The name of a pair, decoded; empty when the index is not below {@link length}. */
  nameAt(index: i32): string {
    return <u32>index < <u32>this.pairs.length ? nameOf(this.pairs[index]) : "";
  }

  /** The value of a pair, decoded; empty when it has none and when the index is not below {@link length}. */
  valueAt(index: i32): string {
    return <u32>index < <u32>this.pairs.length ? valueOf(this.pairs[index]) : "";
  }

  /** The first value of a name, decoded; `null` when there is none. */
  get(name: string): string | null {
    const index = this.indexOf(name, 0);
    return index < 0 ? null : valueOf(this.pairs[index]);
  }

  /** All values of a name, decoded, in order. */
  getAll(name: string): string[] {
    const values: string[] = [];
    for (let i = this.indexOf(name, 0); i >= 0; i = this.indexOf(name, i + 1)) values.push(valueOf(this.pairs[i]));
    return values;
  }

  /** Whether there is a pair of this name. */
  has(name: string): bool {
    return this.indexOf(name, 0) >= 0;
  }

  /** Gives a name one value: in place of its first pair, the others of that name go; at the end when there is none. */
  set(name: string, value: string): Query {
    const index = this.indexOf(name, 0);
    if (index < 0) return this.add(name, value);
    this.removeFrom(name, index + 1);
    this.pairs[index] = encodePair(name, value);
    return this;
  }

  /** Adds a pair at the end. */
  add(name: string, value: string): Query {
    this.original = null;
    this.pairs.push(encodePair(name, value));
    return this;
  }

  /** Removes all pairs of a name. False when there is none. */
  remove(name: string): bool {
    const index = this.indexOf(name, 0);
    if (index < 0) return false;
    this.removeFrom(name, index);
    return true;
  }

  /** The query, without the question mark; exactly what was read when nothing was changed. */
  toString(): string {
    const original = this.original;
    return original === null ? this.pairs.join("&") : original;
  }

  private removeFrom(name: string, start: i32): void {
    const wanted = wellFormed(name);
    this.original = null;
    let kept = start;
    for (let i = start; i < this.pairs.length; ++i) {
      if (!hasName(this.pairs[i], wanted)) this.pairs[kept++] = this.pairs[i];
    }
    this.pairs.length = kept;
  }

  private indexOf(name: string, start: i32): i32 {
    const wanted = wellFormed(name);
    for (let i = start; i < this.pairs.length; ++i) {
      if (hasName(this.pairs[i], wanted)) return i;
    }
    return -1;
  }
}

function encodePair(name: string, value: string): string {
  return formEncode(name) + "=" + formEncode(value);
}

function nameEnd(pair: string): i32 {
  const end = pair.indexOf("=");
  return end < 0 ? pair.length : end;
}

function nameOf(pair: string): string {
  return formDecode(pair.substring(0, nameEnd(pair)));
}

function valueOf(pair: string): string {
  return formDecode(pair.substring(nameEnd(pair) + 1));
}

// The name is well-formed. Names without escapes, the usual case, are compared without making a string.
function hasName(pair: string, name: string): bool {
  const end = nameEnd(pair);
  for (let i = 0; i < end; ++i) {
    const unit = unitAt(pair, i);
    if (!isPlainUnit(unit)) return nameOf(pair) == name;
    if (unit != unitAt(name, i)) return false;
  }
  return end == name.length;
}
