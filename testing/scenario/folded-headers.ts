import type { ByteString } from "../../host/bytes.ts";

/**
 * Header fields as the runner of service-extensions keeps them: sorted by name, whose case does not count, and with all
 * values of a name in one, joined by ", ". A name is written as it was first.
 */
export class FoldedHeaders {
  private readonly values = new Map<ByteString, { name: ByteString; value: ByteString }>();
  private sorted: ByteString[] | undefined;

  /** Number of fields. */
  get size(): number {
    return this.values.size;
  }

  /** Bytes of all names and values. */
  get byteSize(): number {
    let size = 0;
    for (const { name, value } of this.values.values()) size += name.length + value.length;
    return size;
  }

  nameAt(index: number): ByteString {
    return this.at(index).name;
  }

  valueAt(index: number): ByteString {
    return this.at(index).value;
  }

  has(name: ByteString): boolean {
    return this.values.has(keyOf(name));
  }

  get(name: ByteString): ByteString | undefined {
    return this.values.get(keyOf(name))?.value;
  }

  /** Adds a value to those that a name has. */
  add(name: ByteString, value: ByteString): void {
    const before = this.get(name);
    this.set(name, before ? `${before}, ${value}` : value);
  }

  /** Gives a name this value only. */
  set(name: ByteString, value: ByteString): void {
    const key = keyOf(name);
    const field = this.values.get(key);
    if (field) {
      field.value = value;
      return;
    }
    this.values.set(key, { name, value });
    this.sorted = undefined;
  }

  remove(name: ByteString): void {
    if (this.values.delete(keyOf(name))) this.sorted = undefined;
  }

  clear(): void {
    this.values.clear();
    this.sorted = undefined;
  }

  /** All fields in order. */
  entries(): [name: ByteString, value: ByteString][] {
    return Array.from({ length: this.size }, (_, index) => [this.nameAt(index), this.valueAt(index)]);
  }

  /** Each field as `name: value`. */
  lines(): ByteString[] {
    return this.entries().map(([name, value]) => `${name}: ${value}`);
  }

  private at(index: number): { name: ByteString; value: ByteString } {
    this.sorted ??= [...this.values.keys()].sort();
    return this.values.get(this.sorted[index] as ByteString) as { name: ByteString; value: ByteString };
  }
}

/** Names are compared in upper case, of ASCII letters only. */
function keyOf(name: ByteString): ByteString {
  return name.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}
