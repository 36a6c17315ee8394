import type { ByteString } from "../bytes.ts";
import { type PairSource, sizeOfPairs, writePairs } from "../http/pairs.ts";
import { readLatin1, writeLatin1 } from "./latin1.ts";

/** The linear memory of a module, with Envoy's bounds checks: what lies outside is `undefined` or `false`, never a trap. */
export class VmMemory {
  /** How many bytes the host has taken out since this was set to 0. */
  taken = 0;
  private readonly memory: WebAssembly.Memory;
  private buffer: ArrayBufferLike;
  private bytes: Uint8Array;
  private view: DataView;

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
    this.buffer = memory.buffer;
    this.bytes = new Uint8Array(this.buffer);
    this.view = new DataView(this.buffer);
  }

  /** How many bytes there are now. */
  get size(): number {
    return this.memory.buffer.byteLength;
  }

  /** Bytes as a string; undefined where they do not lie in memory. */
  readText(address: number, size: number): ByteString | undefined {
    const start = address >>> 0;
    const length = size >>> 0;
    this.look();
    if (start + length > this.bytes.length) return undefined;
    this.taken += length;
    return readLatin1(this.bytes, start, start + length);
  }

  /** A copy of bytes; undefined where they do not lie in memory. */
  readBytes(address: number, size: number): Uint8Array | undefined {
    const start = address >>> 0;
    const length = size >>> 0;
    this.look();
    if (start + length > this.bytes.length) return undefined;
    this.taken += length;
    return this.bytes.slice(start, start + length);
  }

  readU32(address: number): number | undefined {
    const start = address >>> 0;
    this.look();
    return start + 4 > this.bytes.length ? undefined : this.view.getUint32(start, true);
  }

  writeText(address: number, text: ByteString): boolean {
    const start = address >>> 0;
    this.look();
    if (start + text.length > this.bytes.length) return false;
    writeLatin1(this.bytes, start, text);
    return true;
  }

  writeBytes(address: number, bytes: Uint8Array): boolean {
    const start = address >>> 0;
    this.look();
    if (start + bytes.length > this.bytes.length) return false;
    this.bytes.set(bytes, start);
    return true;
  }

  /** Writes header fields in the form of the ABI. */
  writePairs(address: number, map: PairSource): boolean {
    const start = address >>> 0;
    this.look();
    if (start + sizeOfPairs(map) > this.bytes.length) return false;
    writePairs(map, this.bytes, start);
    return true;
  }

  writeU32(address: number, value: number): boolean {
    const start = address >>> 0;
    this.look();
    if (start + 4 > this.bytes.length) return false;
    this.view.setUint32(start, value, true);
    return true;
  }

  writeU64(address: number, value: bigint): boolean {
    const start = address >>> 0;
    this.look();
    if (start + 8 > this.bytes.length) return false;
    this.view.setBigUint64(start, value, true);
    return true;
  }

  /** Memory that has grown has another buffer; the old one is then empty. */
  protected look(): void {
    if (this.memory.buffer === this.buffer) return;
    this.buffer = this.memory.buffer;
    this.bytes = new Uint8Array(this.buffer);
    this.view = new DataView(this.buffer);
  }
}
