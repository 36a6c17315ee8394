/** Joins pieces of text into one, without a new string for each. */
@final
export class TextBuilder {
  private units: StaticArray<u16> = new StaticArray<u16>(64);
  private length: i32 = 0;

  add(text: string): void {
    this.addPart(text, 0, text.length);
  }

  /** Adds the units of a text from one index to before another, both inside of it. */
  addPart(text: string, start: i32, end: i32): void {
    const count = end - start;
    if (count <= 0) return;
    if (this.length + count > this.units.length) this.grow(this.length + count);
    const to = changetype<usize>(this.units) + ((<usize>this.length) << 1);
    memory.copy(to, changetype<usize>(text) + ((<usize>start) << 1), (<usize>count) << 1);
    this.length += count;
  }

  toString(): string {
    return String.UTF16.decodeUnsafe(changetype<usize>(this.units), (<usize>this.length) << 1);
  }

  private grow(needed: i32): void {
    const units = new StaticArray<u16>(max(needed, 2 * this.units.length));
    memory.copy(changetype<usize>(units), changetype<usize>(this.units), (<usize>this.length) << 1);
    this.units = units;
  }
}
