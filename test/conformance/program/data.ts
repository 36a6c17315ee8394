/** Where constant bytes begin. Before them, from 16 on, host functions write what they return. */
export const dataStart = 1024;

/** A place in memory. */
export interface Place {
  at: number;
  size: number;
}

/** The constant bytes of a module; equal ones lie in one place. */
export class Data {
  readonly #places = new Map<string, Place>();
  readonly #parts: string[] = [];
  #end = dataStart;

  /** Where the first byte after all constants is. */
  get end(): number {
    return this.#end;
  }

  place(bytes: Uint8Array): Place {
    const key = Buffer.from(bytes).toString("latin1");
    const known = this.#places.get(key);
    if (known) return known;
    const place = { at: this.#end, size: bytes.length };
    this.#places.set(key, place);
    this.#parts.push(key);
    this.#end += bytes.length;
    return place;
  }

  text(text: string): Place {
    return this.place(new TextEncoder().encode(text));
  }

  /** Texts and where each lies, as `fd_write` takes them. The result's size is their number. */
  vectors(texts: readonly string[]): Place {
    const places = texts.map((text) => this.text(text));
    const table = new DataView(new ArrayBuffer(8 * places.length));
    for (const [index, { at, size }] of places.entries()) {
      table.setUint32(8 * index, at, true);
      table.setUint32(8 * index + 4, size, true);
    }
    return { at: this.place(new Uint8Array(table.buffer)).at, size: texts.length };
  }

  /** Zeroed bytes to write to. */
  area(size: number): Place {
    const place = { at: this.#end, size };
    this.#parts.push("\0".repeat(size));
    this.#end += size;
    return place;
  }

  /** The data segment. */
  wat(): string {
    const text = this.#parts.join("").replace(/[^ !#-[\]-~]/g, (char) => {
      return `\\${char.charCodeAt(0).toString(16).padStart(2, "0")}`;
    });
    return `(data (i32.const ${dataStart}) "${text}")`;
  }
}

/** Header fields as modules give them to the host. */
export function encodePairs(pairs: readonly (readonly [string, string])[]): Uint8Array {
  const texts = pairs.map(([name, value]) => [Buffer.from(name), Buffer.from(value)] as const);
  const head = Buffer.alloc(4 + 8 * texts.length);
  head.writeUInt32LE(texts.length, 0);
  for (const [index, [name, value]] of texts.entries()) {
    head.writeUInt32LE(name.length, 4 + 8 * index);
    head.writeUInt32LE(value.length, 8 + 8 * index);
  }
  const zero = Buffer.alloc(1);
  return new Uint8Array(Buffer.concat([head, ...texts.flatMap(([name, value]) => [name, zero, value, zero])]));
}
