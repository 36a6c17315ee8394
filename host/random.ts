/** A source of numbers that look random and are the same for the same seed (splitmix32). Not for secrets. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** A whole number of 32 bits. */
  next(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let mixed = this.state ^ (this.state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }

  /** From 0 to less than 1. */
  fraction(): number {
    return this.next() / 0x1_0000_0000;
  }

  fill(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ++at) bytes[at] = this.next();
  }
}
