import { adler32 } from "./adler32.ts";
import { BitWriter } from "./bit-writer.ts";
import { Block, fullBlock } from "./block.ts";
import { lookaheadMinimum, SearchWindow, shortestMatch } from "./search-window.ts";

/** A match that was found: it may become shorter or longer when the next one is looked at. */
interface Match {
  /** Where it is, and where the bytes are that are the same. */
  at: number;
  source: number;
  length: number;
  /** From where on its bytes are in the index already. */
  indexed: number;
}

/** Matches up to this length are put into the index byte by byte. */
const longestIndexed = 256;

/**
 * Compresses into the zlib format, byte for byte as zlib-ng does at its default level: with its "medium" strategy, which looks
 * at two matches at a time.
 *
 * Source: https://github.com/zlib-ng/zlib-ng/blob/2.3.3/deflate_medium.c
 *
 * @param endsAtEnd Whether a search ends with a match that reaches the end of the input, as in the zlib-ng of Envoy 1.40; that
 * of 1.38 and 1.39 goes on.
 */
export function deflate(input: Uint8Array, endsAtEnd: boolean): Uint8Array {
  return new Deflate(input, endsAtEnd).run();
}

class Deflate {
  private readonly input: Uint8Array;
  private readonly window: SearchWindow;
  private readonly writer = new BitWriter();
  private block = new Block();
  /** How much of the input is in blocks, and how much was searched. */
  private written = 0;
  private done = 0;

  constructor(input: Uint8Array, endsAtEnd: boolean) {
    this.input = input;
    this.window = new SearchWindow(input, endsAtEnd);
  }

  run(): Uint8Array {
    // Method 8 with a window of 32 KiB, default level
    this.writer.write(0x78, 8);
    this.writer.write(0x9c, 8);
    this.search();
    this.endBlock(true);
    this.writer.align();
    const checksum = adler32(this.input);
    this.writer.writeBytes(Uint8Array.of(checksum >>> 24, checksum >>> 16, checksum >>> 8, checksum));
    return this.writer.finish();
  }

  private search(): void {
    const { window } = this;
    let next: Match | undefined;
    for (;;) {
      if (window.lookahead < lookaheadMinimum) {
        window.fill();
        if (window.lookahead === 0) return;
        next = undefined;
      }
      let current = next ?? this.matchAt(window.lookahead >= shortestMatch ? window.insert(window.position) : 0);
      next = undefined;
      if (window.lookahead > current.length + shortestMatch) this.index(current);
      const start = current.at;
      if (window.lookahead > lookaheadMinimum && window.hasRoomAt(current.at + current.length)) {
        window.position = current.at + current.length;
        next = this.matchAt(window.insert(window.position));
        if (current.length > 1 && next.length >= shortestMatch) [current, next] = this.shifted(current, next);
      }
      window.position = start + current.length;
      this.emit(current);
    }
  }

  private matchAt(candidate: number): Match {
    const { position } = this.window;
    const length = this.window.findMatch(candidate);
    return { at: position, source: length > 1 ? this.window.matchStart : 0, length, indexed: position };
  }

  /** Puts the bytes of a match into the index. */
  private index({ at, length, indexed }: Match): void {
    const { window } = this;
    if (length > longestIndexed) {
      window.insert(at + length - 1);
      return;
    }
    const start = at + 1;
    const count = length - 1;
    if (count <= 0) return;
    if (start >= indexed) window.insertAll(start, count);
    else if (length >= shortestMatch && indexed < start + count) window.insertAll(indexed, start + count - indexed);
  }

  /** Gives bytes of a match to the next one, where that leaves a literal of it or nothing. */
  private shifted(current: Match, next: Match): [current: Match, next: Match] {
    const { window } = this;
    const { bytes } = window;
    const before = current.length - 1;
    if (before > next.source || before > next.at) return [current, next];
    if (bytes[next.source - before] !== bytes[next.at - before]) return [current, next];
    const lowest = window.lowestFor(next.at);
    let count = 0;
    const isSame = () => bytes[next.source - 1 - count] === bytes[next.at - 1 - count];
    const isAllowed = () =>
      current.length - count >= 1 &&
      next.at - count > lowest &&
      next.length + count < longestIndexed &&
      next.source - count > 1;
    while (isSame() && isAllowed()) count += 1;
    if (count === 0 || current.length - count > 1 || next.length + count === 2) return [current, next];
    return [
      { ...current, length: current.length - count },
      { at: next.at - count, source: next.source - count, length: next.length + count, indexed: next.indexed + 1 },
    ];
  }

  private emit({ at, source, length }: Match): void {
    const { window, block } = this;
    window.lookahead -= length;
    this.done += length;
    if (length >= shortestMatch) block.addMatch(at - source, length);
    else for (let index = 0; index < length; ++index) block.addLiteral(window.bytes[at + index] as number);
    if (block.size >= fullBlock) this.endBlock(false);
  }

  private endBlock(isLast: boolean): void {
    this.block.write(this.writer, this.input.subarray(this.written, this.done), isLast);
    this.block = new Block();
    this.written = this.done;
  }
}
