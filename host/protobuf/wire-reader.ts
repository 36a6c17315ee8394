import { WireType } from "./wire-writer.ts";

/** A field on the wire: its number, and its value as a number (`Varint`, `Fixed64`, `Fixed32`) or as bytes. */
export type WireField = { number: number } & (
  | { type: typeof WireType.Varint | typeof WireType.Fixed64 | typeof WireType.Fixed32; value: bigint }
  | { type: typeof WireType.Bytes; bytes: Uint8Array }
);

/** Said of bytes that are no protobuf. Never leaves this folder. */
export class WireError extends Error {
  override readonly name = "WireError";
}

const startGroup = 3;
const endGroup = 4;
/** How deep groups may lie in each other, as in Envoy's parser. */
const deepest = 100;

/** All fields of a message, in order. Groups, which only old messages have, are skipped. Throws {@link WireError}. */
export function readWire(bytes: Uint8Array): WireField[] {
  return new WireReader(bytes).fields();
}

class WireReader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  fields(): WireField[] {
    const fields: WireField[] = [];
    while (this.at < this.bytes.length) {
      const { number, type } = this.tag();
      if (type === startGroup) this.skipGroup(number, 1);
      else fields.push(this.field(number, type));
    }
    return fields;
  }

  private tag(): { number: number; type: number } {
    const tag = this.varint();
    const number = Number(tag >> 3n);
    if (tag > 0xffffffffn || number === 0) throw new WireError(`field ${number}`);
    return { number, type: Number(tag & 7n) };
  }

  private field(number: number, type: number): WireField {
    switch (type) {
      case WireType.Varint:
        return { number, type, value: this.varint() };
      case WireType.Fixed64:
        return { number, type, value: this.view.getBigUint64(this.skip(8), true) };
      case WireType.Fixed32:
        return { number, type, value: BigInt(this.view.getUint32(this.skip(4), true)) };
      case WireType.Bytes: {
        const size = Number(this.varint());
        const start = this.skip(size);
        return { number, type, bytes: this.bytes.subarray(start, start + size) };
      }
      default:
        throw new WireError(`wire type ${type}`);
    }
  }

  private skipGroup(group: number, depth: number): void {
    if (depth > deepest) throw new WireError("groups too deep");
    for (;;) {
      const { number, type } = this.tag();
      if (type === endGroup && number === group) return;
      if (type === startGroup) this.skipGroup(number, depth + 1);
      else this.field(number, type);
    }
  }

  private varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.skip(1)] ?? 0;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, value);
    }
    throw new WireError("number too long");
  }

  /** Goes on behind so many bytes; where they begin. */
  private skip(count: number): number {
    const start = this.at;
    if (count > this.bytes.length - start) throw new WireError("cut off");
    this.at += count;
    return start;
  }
}
