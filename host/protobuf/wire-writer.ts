const encoder = new TextEncoder();

/** Kinds of fields on the wire. */
export const WireType = { Varint: 0, Fixed64: 1, Bytes: 2, Fixed32: 5 } as const;

/**
 * Writes the wire format of protobuf.
 *
 * Source: https://protobuf.dev/programming-guides/encoding
 */
export class WireWriter {
  private bytes = new Uint8Array(64);
  private length = 0;

  /** All that was written. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  tag(field: number, type: number): void {
    this.varint(BigInt(field * 8 + type));
  }

  /** An unsigned integer; a negative one as the 64 bits that it has. */
  varint(value: bigint): void {
    let rest = BigInt.asUintN(64, value);
    while (rest > 127n) {
      this.byte(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    this.byte(Number(rest));
  }

  double(value: number): void {
    this.reserve(8);
    new DataView(this.bytes.buffer).setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** Bytes with their number before them. */
  delimited(bytes: Uint8Array): void {
    this.varint(BigInt(bytes.length));
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  text(text: string): void {
    this.delimited(encoder.encode(text));
  }

  private byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
