import { Bytes } from "../abi/bytes";
import { decodeUtf8 } from "./utf8";

/**
 * Reads a protobuf message field by field. What is malformed ends the reading; nothing traps.
 *
 * @example
 * let valid = false;
 * let error = "";
 * const reader = new ProtobufReader(bytes);
 * while (reader.next()) {
 *   if (reader.field == 1) valid = reader.value != 0;
 *   else if (reader.field == 2) error = reader.string();
 * }
 */
@final
export class ProtobufReader {
  /** The number of the current field. */
  field: u32 = 0;
  /** The value of the current field where it is a number; the number of its bytes where it is not. */
  value: u64 = 0;

  private data: Bytes;
  private at: i32 = 0;
  private start: i32 = 0;

  /** A reader of an encoded message. */
  constructor(data: Bytes) {
    this.data = data;
  }

  /** Goes to the next field; false at the end. */
  next(): bool {
    if (this.at >= this.data.length) return false;
    const tag = this.varint();
    this.field = <u32>(tag >> 3);
    switch (<u32>tag & 7) {
      case 0:
        this.value = this.varint();
        return this.at <= this.data.length;
      case 1:
        return this.fixed(8);
      case 2: {
        const size = this.varint();
        if (this.at > this.data.length || size > <u64>(this.data.length - this.at)) break;
        this.value = size;
        this.start = this.at;
        this.at += <i32>size;
        return true;
      }
      case 5:
        return this.fixed(4);
    }
    this.at = this.data.length + 1;
    return false;
  }

  /** The current field as bytes; empty where it is a number. */
  bytes(): Bytes {
    return this.data.slice<Bytes>(this.start, this.at);
  }

  /** The current field as text. */
  string(): string {
    return decodeUtf8(this.data, this.start, this.at);
  }

  private varint(): u64 {
    this.start = i32.MAX_VALUE;
    let value: u64 = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.at >= this.data.length) break;
      const byte = this.data[this.at++];
      value |= (<u64>(byte & 0x7f)) << shift;
      if (byte < 0x80) return value;
    }
    this.at = this.data.length + 1;
    return value;
  }

  private fixed(size: i32): bool {
    let value: u64 = 0;
    if (this.at + size > this.data.length) {
      this.at = this.data.length + 1;
      return false;
    }
    for (let i = size - 1; i >= 0; --i) value = (value << 8) | this.data[this.at + i];
    this.value = value;
    this.at += size;
    return true;
  }
}
