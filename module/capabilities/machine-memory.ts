import { type MemoryImage, pageSize } from "./memory-image.ts";

/** Numbers of 32 bits, signed, or of 64. */
export type Word = number | bigint;

/** Raised where a run cannot go on: it traps, needs the host, takes too long or uses what is rare in the copying of text. */
export class Stopped extends Error {}

/** The memory of a machine: it begins as the module has it, and what is written is kept beside that. */
export class MachineMemory {
  private readonly image: MemoryImage;
  private readonly size: number;
  private readonly pages = new Map<number, Uint8Array>();

  constructor(image: MemoryImage, size: number) {
    this.image = image;
    this.size = size;
  }

  read(address: number, size: number): Uint8Array {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at++) bytes[at] = this.byte(address + at);
    return bytes;
  }

  load(base: number, offset: number, { size, signed, long }: Access): Word {
    const address = (base >>> 0) + offset;
    let bits = 0n;
    for (let at = size - 1; at >= 0; at--) bits = (bits << 8n) | BigInt(this.byte(address + at));
    if (signed) bits = BigInt.asIntN(8 * size, bits);
    return long ? BigInt.asIntN(64, bits) : Number(BigInt.asIntN(32, bits));
  }

  store(base: number, offset: number, { size }: Access, value: Word): void {
    const address = (base >>> 0) + offset;
    let bits = BigInt.asUintN(64, BigInt(value));
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at++, bits >>= 8n) bytes[at] = Number(bits & 0xffn);
    this.write(address, bytes);
  }

  write(address: number, bytes: Uint8Array): void {
    for (const [at, byte] of bytes.entries()) {
      this.byte(address + at);
      const number = Math.floor((address + at) / pageSize);
      const page = this.pages.get(number) ?? this.image.bytes(number * pageSize, pageSize);
      this.pages.set(number, page);
      page[(address + at) % pageSize] = byte;
    }
  }

  private byte(address: number): number {
    if (address < 0 || address >= this.size) throw new Stopped();
    const page = this.pages.get(Math.floor(address / pageSize));
    return page ? (page[address % pageSize] ?? 0) : this.image.byte(address);
  }
}

/** A load or store: how many bytes, and of what. */
interface Access {
  size: number;
  signed?: boolean;
  long?: boolean;
}

export const loads: Readonly<Record<number, Access>> = {
  40: { size: 4 },
  41: { size: 8, long: true },
  44: { size: 1, signed: true },
  45: { size: 1 },
  46: { size: 2, signed: true },
  47: { size: 2 },
  48: { size: 1, signed: true, long: true },
  49: { size: 1, long: true },
  50: { size: 2, signed: true, long: true },
  51: { size: 2, long: true },
  52: { size: 4, signed: true, long: true },
  53: { size: 4, long: true },
};

export const stores: Readonly<Record<number, Access>> = {
  54: { size: 4 },
  55: { size: 8 },
  58: { size: 1 },
  59: { size: 2 },
  60: { size: 1 },
  61: { size: 2 },
  62: { size: 4 },
};
