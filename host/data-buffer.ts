/** Bytes of a body or connection as Envoy's `Buffer::Instance` holds them: added at the end, drained at the start. */
export class DataBuffer {
  private bytes: Uint8Array;

  constructor(bytes: Uint8Array = none) {
    this.bytes = bytes;
  }

  get length(): number {
    return this.bytes.length;
  }

  /** All bytes, not to be changed. */
  view(): Uint8Array {
    return this.bytes;
  }

  /** A part that lies within the buffer, not to be changed. */
  part(start: number, length: number): Uint8Array {
    return this.bytes.subarray(start, start + length);
  }

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.bytes = this.bytes.length === 0 ? bytes : joined(this.bytes, bytes);
  }

  prepend(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.bytes = this.bytes.length === 0 ? bytes : joined(bytes, this.bytes);
  }

  /** Drops bytes from the start; no more than there are. */
  drain(length: number): void {
    this.bytes = this.bytes.subarray(Math.min(length, this.bytes.length));
  }

  /** Takes all bytes of another buffer, which is empty then. */
  move(from: DataBuffer): void {
    this.add(from.bytes);
    from.bytes = none;
  }

  /** All bytes; the buffer is empty then. */
  take(): Uint8Array {
    const { bytes } = this;
    this.bytes = none;
    return bytes;
  }
}

const none = new Uint8Array();

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
