import type { WasmModule } from "../read/index.ts";

/** Bytes of a part of memory that is copied when it is written. */
export const pageSize = 4096;

/** Segments that end higher are left out: no filter has so much data. */
const highest = 0x1000_0000;

interface Piece {
  address: number;
  bytes: Uint8Array;
}

/** What memory holds when the module begins. */
export class MemoryImage {
  /** In the order of their addresses. */
  private readonly pieces: readonly Piece[];

  constructor({ bytes, segments }: Pick<WasmModule, "bytes" | "segments">) {
    this.pieces = segments
      .flatMap(({ address, offset, size }): Piece[] => {
        if (address === null || address < 0 || address + size > highest || size === 0) return [];
        return [{ address, bytes: bytes.subarray(offset, offset + size) }];
      })
      .sort((a, b) => a.address - b.address);
  }

  /** The bytes that the module's file gives for a range; null where it does not give all of them. */
  read(address: number, size: number): Uint8Array | null {
    const piece = this.pieceAt(address);
    if (!piece) return null;
    const start = address - piece.address;
    const found = piece.bytes.subarray(start, start + size);
    if (found.length === size) return found;
    const rest = this.read(address + found.length, size - found.length);
    return rest && Uint8Array.from([...found, ...rest]);
  }

  /** A byte of memory as it begins. */
  byte(address: number): number {
    const piece = this.pieceAt(address);
    return piece?.bytes[address - piece.address] ?? 0;
  }

  /** A copy of memory as it begins: zeros where the file gives nothing. */
  bytes(address: number, size: number): Uint8Array {
    const bytes = new Uint8Array(size);
    const last = this.countUpTo(address + size - 1);
    for (let index = Math.max(0, this.countUpTo(address) - 1); index < last; index++) {
      const piece = this.pieces[index];
      if (!piece) continue;
      const from = Math.max(0, address - piece.address);
      const to = Math.max(0, piece.address - address);
      if (from < piece.bytes.length) bytes.set(piece.bytes.subarray(from, from + size - to), to);
    }
    return bytes;
  }

  private pieceAt(address: number): Piece | undefined {
    const piece = this.pieces[this.countUpTo(address) - 1];
    return piece && address < piece.address + piece.bytes.length ? piece : undefined;
  }

  /** How many pieces begin at an address or before. */
  private countUpTo(address: number): number {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.pieces[middle]?.address ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
