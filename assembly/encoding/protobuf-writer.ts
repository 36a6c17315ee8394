import { Bytes } from "../abi/bytes";
import { encodeUtf8 } from "./utf8";

/**
 * Puts together a protobuf message of bytes, strings and numbers. Empty values are left out, as protobuf wants it.
 *
 * Source: https://protobuf.dev/programming-guides/encoding
 *
 * @example
 * const request = new ProtobufWriter();
 * request.string(1, "world");
 * const call = new GrpcCall(GrpcService.ofCluster("greeter"), "helloworld.Greeter", "SayHello", request.finish());
 */
@final
export class ProtobufWriter {
  private buffer: Bytes = new StaticArray<u8>(256);
  private size: i32 = 0;

  /** Adds a field of type bytes or a message. */
  bytes(field: u32, value: Bytes): void {
    if (!value.length) return;
    this.varint((field << 3) | 2);
    this.varint(value.length);
    this.reserve(value.length);
    memory.copy(changetype<usize>(this.buffer) + this.size, changetype<usize>(value), value.length);
    this.size += value.length;
  }

  /** Adds a field of type string. */
  string(field: u32, value: string): void {
    this.bytes(field, encodeUtf8(value));
  }

  /** Adds a field of type uint32, uint64, enum or bool. */
  unsigned(field: u32, value: u64): void {
    if (!value) return;
    this.varint(field << 3);
    this.varint(value);
  }

  /** The message. */
  finish(): Bytes {
    return this.buffer.slice<Bytes>(0, this.size);
  }

  private varint(value: u64): void {
    this.reserve(10);
    for (; value > 0x7f; value >>= 7) this.buffer[this.size++] = <u8>(value | 0x80);
    this.buffer[this.size++] = <u8>value;
  }

  private reserve(more: i32): void {
    if (this.size + more <= this.buffer.length) return;
    const larger = new StaticArray<u8>(max(this.buffer.length << 1, this.size + more));
    memory.copy(changetype<usize>(larger), changetype<usize>(this.buffer), this.size);
    this.buffer = larger;
  }
}
