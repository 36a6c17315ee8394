import type { BitWriter } from "./bit-writer.ts";
import { codeOf, type HuffmanCode, huffmanCode } from "./huffman-code.ts";
import { type LengthRun, lengthRuns } from "./length-runs.ts";
import { codedDistance, codedLength, distanceSymbols, endOfBlock, literalSymbols } from "./symbols.ts";

const BlockType = { Stored: 0, Fixed: 1, Dynamic: 2 } as const;

/** A block has no more literals and matches than about this. */
export const fullBlock = 16_383;

/** The codes that need not be written down. */
const fixedLiterals = codeOf(
  Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
);
const fixedDistances = codeOf(new Uint8Array(distanceSymbols).fill(5));

/** The order in which the lengths of the code of lengths are written. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The literals and matches of a block; writes them in the form that takes the fewest bytes. */
export class Block {
  /** A literal as it is, or a distance from the top and a length: `distance << 9 | length`. */
  private readonly items: number[] = [];
  private readonly literals = new Uint16Array(literalSymbols);
  private readonly distances = new Uint16Array(distanceSymbols);
  /** Bits behind symbols, in any form but the stored one. */
  private extraBits = 0;

  /** How many literals and matches it has. */
  get size(): number {
    return this.items.length;
  }

  addLiteral(byte: number): void {
    this.items.push(byte);
    count(this.literals, byte);
  }

  addMatch(distance: number, length: number): void {
    this.items.push((distance << 9) | length);
    const [ofLength, ofDistance] = [codedLength(length), codedDistance(distance)];
    count(this.literals, ofLength.symbol);
    count(this.distances, ofDistance.symbol);
    this.extraBits += ofLength.extraBits + ofDistance.extraBits;
  }

  /** @param stored The bytes that the block stands for. */
  write(writer: BitWriter, stored: Uint8Array, isLast: boolean): void {
    count(this.literals, endOfBlock);
    const literals = huffmanCode(this.literals, 15);
    const distances = huffmanCode(this.distances, 15);
    const description = new Description(literals, distances);
    const fixedBytes = bytesOf(this.bits(fixedLiterals, fixedDistances));
    const dynamicBytes = bytesOf(this.bits(literals, distances) + description.bits);
    const last = isLast ? 1 : 0;
    if (this.size > 0 && stored.length + 4 <= Math.min(fixedBytes, dynamicBytes)) {
      writeStored(writer, stored, last);
    } else if (fixedBytes <= dynamicBytes || this.size === 0) {
      writer.write((BlockType.Fixed << 1) | last, 3);
      this.writeItems(writer, fixedLiterals, fixedDistances);
    } else {
      writer.write((BlockType.Dynamic << 1) | last, 3);
      description.write(writer);
      this.writeItems(writer, literals, distances);
    }
  }

  private bits(literals: HuffmanCode, distances: HuffmanCode): number {
    return this.extraBits + cost(this.literals, literals.lengths) + cost(this.distances, distances.lengths);
  }

  private writeItems(writer: BitWriter, literals: HuffmanCode, distances: HuffmanCode): void {
    for (const item of this.items) {
      const distance = item >>> 9;
      if (distance === 0) {
        writeSymbol(writer, literals, item);
        continue;
      }
      const ofLength = codedLength(item & 511);
      writeSymbol(writer, literals, ofLength.symbol);
      writer.write(ofLength.extra, ofLength.extraBits);
      const ofDistance = codedDistance(distance);
      writeSymbol(writer, distances, ofDistance.symbol);
      writer.write(ofDistance.extra, ofDistance.extraBits);
    }
    writeSymbol(writer, literals, endOfBlock);
  }
}

/** How the two codes of a block are written down: the lengths of their codes, in a code of its own. */
class Description {
  private readonly literals: HuffmanCode;
  private readonly distances: HuffmanCode;
  private readonly runs: LengthRun[];
  private readonly code: HuffmanCode;
  /** How many lengths of that code there are, in {@link lengthOrder}. */
  private readonly lengthCount: number;
  readonly bits: number;

  constructor(literals: HuffmanCode, distances: HuffmanCode) {
    this.literals = literals;
    this.distances = distances;
    this.runs = [literals, distances].flatMap(({ lengths, highest }) => lengthRuns(lengths.subarray(0, highest + 1)));
    const frequencies = new Uint16Array(lengthOrder.length);
    for (const { symbol } of this.runs) count(frequencies, symbol);
    this.code = huffmanCode(frequencies, 7);
    this.lengthCount =
      Math.max(
        3,
        lengthOrder.findLastIndex((symbol) => (this.code.lengths[symbol] ?? 0) > 0),
      ) + 1;
    const extra = this.runs.reduce((sum, { extraBits }) => sum + extraBits, 0);
    this.bits = 5 + 5 + 4 + 3 * this.lengthCount + extra + cost(frequencies, this.code.lengths);
  }

  write(writer: BitWriter): void {
    writer.write(this.literals.highest - 256, 5);
    writer.write(this.distances.highest, 5);
    writer.write(this.lengthCount - 4, 4);
    for (const symbol of lengthOrder.slice(0, this.lengthCount)) writer.write(this.code.lengths[symbol] ?? 0, 3);
    for (const { symbol, extra, extraBits } of this.runs) {
      writeSymbol(writer, this.code, symbol);
      writer.write(extra, extraBits);
    }
  }
}

function writeStored(writer: BitWriter, bytes: Uint8Array, last: number): void {
  writer.write(BlockType.Stored | last, 3);
  writer.align();
  writer.write(bytes.length, 16);
  writer.write(~bytes.length & 0xffff, 16);
  writer.writeBytes(bytes);
}

function writeSymbol(writer: BitWriter, code: HuffmanCode, symbol: number): void {
  writer.write(code.bits[symbol] as number, code.lengths[symbol] as number);
}

function count(frequencies: Uint16Array, symbol: number): void {
  frequencies[symbol] = (frequencies[symbol] as number) + 1;
}

function cost(frequencies: Uint16Array, lengths: Uint8Array): number {
  return frequencies.reduce((sum, frequency, symbol) => sum + frequency * (lengths[symbol] as number), 0);
}

/** Bytes of a block of so many bits, with the three that say what kind of block it is. */
function bytesOf(bits: number): number {
  return (bits + 3 + 7) >> 3;
}
