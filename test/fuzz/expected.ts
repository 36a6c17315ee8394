/** What a probe should have told: the same calls as in `probes/output.ts`, and a comparison at the end. */
export class Expected {
  private bytes = Buffer.alloc(1 << 16);
  private size = 0;

  /** Begins anew. */
  clear(): this {
    this.size = 0;
    return this;
  }

  number(value: number): this {
    const at = this.take(4);
    this.bytes.writeUInt32LE(value >>> 0, at);
    return this;
  }

  long(value: bigint): this {
    const at = this.take(8);
    this.bytes.writeBigUInt64LE(BigInt.asUintN(64, value), at);
    return this;
  }

  double(value: number): this {
    const at = this.take(8);
    this.bytes.writeDoubleLE(value, at);
    return this;
  }

  byte(value: number): this {
    const at = this.take(1);
    this.bytes[at] = value;
    return this;
  }

  flag(value: boolean): this {
    return this.byte(value ? 1 : 0);
  }

  text(value: string | null): this {
    if (value === null) return this.number(0xffffffff);
    this.number(2 * value.length);
    const at = this.take(2 * value.length);
    this.bytes.write(value, at, "utf16le");
    return this;
  }

  data(value: Uint8Array | null): this {
    if (value === null) return this.number(0xffffffff);
    this.number(value.length);
    const at = this.take(value.length);
    this.bytes.set(value, at);
    return this;
  }

  /** @throws Error with the place of the first difference */
  check(actual: Buffer): void {
    const expected = this.bytes.subarray(0, this.size);
    if (expected.equals(actual)) return;
    let at = 0;
    while (at < expected.length && expected[at] === actual[at]) ++at;
    const from = Math.max(at - 40, 0);
    throw new Error(
      `output differs at ${at}: expected ${shown(expected, from, at)} (${expected.length} bytes), ` +
        `got ${shown(actual, from, at)} (${actual.length} bytes)`,
    );
  }

  private take(size: number): number {
    const at = this.size;
    this.size += size;
    if (this.size > this.bytes.length) {
      const larger = Buffer.alloc(2 * this.size);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    return at;
  }
}

function shown(bytes: Buffer, from: number, at: number): string {
  return `${JSON.stringify(bytes.toString("latin1", from, at))}|${JSON.stringify(bytes.toString("latin1", at, at + 40))}`;
}
