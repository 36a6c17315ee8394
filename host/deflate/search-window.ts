/** How far back a match may lie. */
const windowSize = 32_768;
/** The longest match, and what is needed behind it to look up what follows. */
export const longestMatch = 258;
export const lookaheadMinimum = longestMatch + 4;
const farthest = windowSize - lookaheadMinimum;
/** What is searched for has four bytes. */
export const shortestMatch = 4;

/** The search: how many candidates are looked at, and from which length on a match is good enough. */
const mostCandidates = 128;
const niceLength = 128;

/** Knuth's multiplier: the golden ratio of 2^32. */
const multiplier = 2_654_435_761;

/**
 * The last 32 to 64 KiB of what is compressed, with an index of their bytes by fours. As in zlib-ng, the upper half moves down
 * when the window is full; what lay in the lower one is forgotten, and so is the byte at the very begin.
 */
export class SearchWindow {
  /** Room behind the end, where searches may look. */
  readonly bytes = new Uint8Array(2 * windowSize + longestMatch);
  /** Where the search is, and how many bytes there are from there on. */
  position = 0;
  lookahead = 0;
  /** Where the match that {@link findMatch} has found begins. */
  matchStart = 0;
  private readonly heads = new Uint16Array(65_536);
  private readonly previous = new Uint16Array(windowSize);
  private readonly input: Uint8Array;
  private readonly endMargin: number;
  private read = 0;

  /** @param endsAtEnd Whether a match that reaches the end of the input ends the search; else one that would go beyond it does. */
  constructor(input: Uint8Array, endsAtEnd: boolean) {
    this.input = input;
    this.endMargin = endsAtEnd ? 1 : 0;
  }

  private get hasRead(): boolean {
    return this.read === this.input.length;
  }

  /** Whether so many bytes can be passed without moving the window. */
  hasRoomAt(position: number): boolean {
    return position < 2 * windowSize - lookaheadMinimum;
  }

  /** Takes more of the input in; positions are lower then, where the window was full. */
  fill(): void {
    do {
      let room = 2 * windowSize - this.lookahead - this.position;
      if (this.position >= windowSize + farthest) {
        this.moveDown();
        room += windowSize;
      }
      if (this.hasRead) break;
      const part = this.input.subarray(this.read, this.read + room);
      this.bytes.set(part, this.position + this.lookahead);
      this.read += part.length;
      this.lookahead += part.length;
      if (this.lookahead >= 3 && this.position >= 1) this.insert(this.position - 1);
    } while (this.lookahead < lookaheadMinimum && !this.hasRead);
  }

  /** Puts the four bytes at a position into the index; the last position that had the like, or 0. */
  insert(position: number): number {
    const { bytes } = this;
    const [a, b] = [bytes[position] as number, bytes[position + 1] as number];
    const [c, d] = [bytes[position + 2] as number, bytes[position + 3] as number];
    const hash = Math.imul(a | (b << 8) | (c << 16) | (d << 24), multiplier) >>> 16;
    const last = this.heads[hash] as number;
    if (last !== position) {
      this.previous[position % windowSize] = last;
      this.heads[hash] = position;
    }
    return last;
  }

  insertAll(start: number, count: number): void {
    for (let position = start; position < start + count; ++position) this.insert(position);
  }

  /** The length of the longest match for the current position, from this candidate on; 1 where there is none. */
  findMatch(candidate: number): number {
    this.matchStart = 0;
    const distance = this.position - candidate;
    if (candidate === 0 || distance <= 0 || distance > farthest) return 1;
    const length = this.longest(candidate);
    return length < shortestMatch || this.matchStart >= this.position ? 1 : length;
  }

  /** How many bytes back a match may lie from a position. */
  lowestFor(position: number): number {
    return Math.max(0, position - farthest);
  }

  private longest(first: number): number {
    const limit = this.lowestFor(this.position);
    let best = 2;
    let candidate = first;
    for (let count = mostCandidates; candidate < this.position; --count) {
      const length = this.common(candidate, best);
      if (length > best) {
        this.matchStart = candidate;
        if (length + this.endMargin > this.lookahead) return this.lookahead;
        best = length;
        if (best >= niceLength) break;
      }
      candidate = this.previous[candidate % windowSize] as number;
      // The first candidate may lie one byte farther back
      if (candidate <= limit || count === 1) break;
    }
    return Math.min(best, this.lookahead);
  }

  /** How many bytes at a position are those at the current one; 0 where they are no more than the best. */
  private common(candidate: number, best: number): number {
    const { bytes, position } = this;
    if (bytes[candidate + best] !== bytes[position + best]) return 0;
    let length = 0;
    while (length < longestMatch && bytes[candidate + length] === bytes[position + length]) length += 1;
    return length;
  }

  private moveDown(): void {
    this.bytes.copyWithin(0, windowSize, 2 * windowSize);
    this.position -= windowSize;
    for (const table of [this.heads, this.previous]) {
      for (let at = 0; at < table.length; ++at) table[at] = Math.max(0, (table[at] as number) - windowSize);
    }
  }
}
