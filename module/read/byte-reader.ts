/** Says that bytes are not what the format wants, and where. Never leaves {@link readModule}. */
export class ReadError extends Error {
  override readonly name = "ReadError";
  /** Offset in the file. */
  readonly offset: number;
  /** True when the bytes end too early. */
  readonly truncated: boolean;

  constructor(message: string, offset: number, truncated = false) {
    super(message);
    this.offset = offset;
    this.truncated = truncated;
  }
}

const lenientText = new TextDecoder();
const strictText = new TextDecoder("utf-8", { fatal: true });

/** Reads numbers and names of the Wasm binary format from a range of a file. Throws {@link ReadError} at its end. */
export class ByteReader {
  readonly bytes: Uint8Array;
  /** Offset in the file of the next byte. */
  offset: number;
  /** Offset in the file at which the range ends. */
  readonly end: number;

  constructor(bytes: Uint8Array, offset = 0, end = bytes.length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  get done(): boolean {
    return this.offset >= this.end;
  }

  /** The next byte, which stays; undefined at the end. */
  peek(): number | undefined {
    return this.done ? undefined : this.bytes[this.offset];
  }

  byte(): number {
    const byte = this.peek();
    if (byte === undefined) throw new ReadError("unexpected end", this.offset, true);
    this.offset++;
    return byte;
  }

  skip(count: number): void {
    if (count > this.end - this.offset) throw new ReadError("unexpected end", this.offset, true);
    this.offset += count;
  }

  /** A range of `count` bytes as its own reader; this one goes on behind it. */
  slice(count: number): ByteReader {
    const start = this.offset;
    this.skip(count);
    return new ByteReader(this.bytes, start, start + count);
  }

  /** An unsigned LEB128 number of 32 bits. */
  u32(): number {
    const start = this.offset;
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      if (shift === 28 && byte > 0x0f) break;
      result += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return result;
    }
    throw new ReadError("a number is longer than 32 bits", start);
  }

  /** An unsigned LEB128 number of 64 bits; above 2^53 it is not exact. */
  u64(): number {
    const start = this.offset;
    let result = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.byte();
      result += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return result;
    }
    throw new ReadError("a number is longer than 64 bits", start);
  }

  /** A signed LEB128 number of 33 bits, as in block types and heap types. */
  s33(): number {
    const start = this.offset;
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      result += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return byte & 0x40 ? result - 2 ** (shift + 7) : result;
    }
    throw new ReadError("a number is longer than 33 bits", start);
  }

  /** Passes over a LEB128 number of at most `maxBytes` bytes. */
  skipNumber(maxBytes: number): void {
    const start = this.offset;
    for (let count = 0; count < maxBytes; count++) {
      if (this.byte() < 0x80) return;
    }
    throw new ReadError("a number is too long", start);
  }

  /** A name: its length and UTF-8 text. With `lenient`, invalid UTF-8 is replaced and not refused. */
  name(lenient = false): string {
    const start = this.offset;
    const range = this.slice(this.u32());
    const bytes = range.bytes.subarray(range.offset, range.end);
    if (lenient) return lenientText.decode(bytes);
    try {
      return strictText.decode(bytes);
    } catch {
      throw new ReadError("a name is not UTF-8", start);
    }
  }
}
