/** Writes bits, the lowest of each byte first. */
export class BitWriter {
  private bytes = new Uint8Array(1024);
  private length = 0;
  private bits = 0;
  private count = 0;

  /** The lowest `count` bits of a value, at most 16. */
  write(value: number, count: number): void {
    this.bits |= value << this.count;
    this.count += count;
    while (this.count >= 8) this.shift();
  }

  /** Fills the last byte with zeros. */
  align(): void {
    if (this.count > 0) this.shift();
    this.bits = 0;
    this.count = 0;
  }

  /** Whole bytes; only after {@link align}. */
  writeBytes(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private shift(): void {
    this.reserve(1);
    this.bytes[this.length] = this.bits & 255;
    this.length += 1;
    this.bits >>>= 8;
    this.count -= 8;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
