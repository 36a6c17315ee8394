import { beginCall } from "../abi/arena";
import { Bytes } from "../abi/bytes";
import { sameBytes } from "../abi/same-bytes";
import { decodeUtf8At } from "../abi/utf8-decode";
import { encode, encodedSize } from "../abi/utf8-encode";
import { StructKind } from "./struct-kind";
import { fieldEnd, fieldNumber, fieldStart, fieldValue, readField } from "./struct-scan";

/**
 * A value of a `google.protobuf.Struct`, the protobuf form of JSON: metadata is made of these, and a plugin configuration
 * that is given as a Struct arrives so. Nothing is decoded before it is asked for, and nothing traps: what is not there
 * or malformed is a value of kind `Missing`, so that calls can be chained.
 *
 * Source: https://protobuf.dev/reference/protobuf/google.protobuf/#struct
 *
 * @example
 * const limits = attributes.xds.routeMetadata.read("com.example").get("limits");
 * const burst = limits.get("burst").number(10);
 * const zones = limits.get("zones");
 * for (let i = 0; i < zones.length; ++i) log.info(zones.at(i).string());
 */
@final
export class StructValue {
  /** What it is. */
  kind: StructKind = StructKind.Object;

  private data: Bytes;
  private start: usize = 0;
  private end: usize = 0;
  private bits: u64 = 0;

  /**
   * The object of an encoded `google.protobuf.Struct`.
   *
   * @example
   * const config = new StructValue(this.pluginConfiguration);
   */
  constructor(struct: Bytes) {
    this.data = struct;
    this.start = changetype<usize>(struct);
    this.end = this.start + struct.length;
  }

  /** A value that is not there. */
  static missing(): StructValue {
    const value = new StructValue(new StaticArray<u8>(0));
    value.kind = StructKind.Missing;
    return value;
  }

  /** The Struct under a key of a `map<string, Struct>`, which is a field of a message. Of the SDK's own use. */
  static entry(message: Bytes, field: u32, key: string): StructValue {
    const value = new StructValue(message);
    return value.lookup(field, key) ? value : StructValue.missing();
  }

  /** The Struct that is a field of a message. Of the SDK's own use. */
  static field(message: Bytes, field: u32): StructValue {
    const value = new StructValue(message);
    return value.narrow(field) ? value : StructValue.missing();
  }

  /** Whether there is a value. `null` is one. */
  get exists(): bool {
    return this.kind != StructKind.Missing;
  }

  /** The text of a string; `otherwise` for anything else. */
  string(otherwise: string = ""): string {
    return this.kind == StructKind.String ? decodeUtf8At(this.start, <u32>(this.end - this.start)) : otherwise;
  }

  /** The value of a number; `otherwise` for anything else. */
  number(otherwise: f64 = 0): f64 {
    return this.kind == StructKind.Number ? reinterpret<f64>(this.bits) : otherwise;
  }

  /** The value of a bool; `otherwise` for anything else. */
  bool(otherwise: bool = false): bool {
    return this.kind == StructKind.Bool ? this.bits != 0 : otherwise;
  }

  /** The value under a key of an object. */
  get(key: string): StructValue {
    const value = this.copy();
    if (this.kind != StructKind.Object || !value.lookup(1, key)) return StructValue.missing();
    return value.decoded();
  }

  /** The value at an index of a list, from 0. */
  at(index: i32): StructValue {
    if (this.kind != StructKind.List) return StructValue.missing();
    for (let at = this.start; (at = readField(at, this.end)); ) {
      if (fieldNumber != 1 || index-- != 0) continue;
      const value = this.copy();
      value.start = fieldStart;
      value.end = fieldEnd;
      return value.decoded();
    }
    return StructValue.missing();
  }

  /** How many values an object or a list has; 0 for anything else. */
  get length(): i32 {
    if (this.kind < StructKind.Object) return 0;
    let count = 0;
    for (let at = this.start; (at = readField(at, this.end)); ) count += i32(fieldNumber == 1);
    return count;
  }

  /** The keys of an object, in no order; empty for anything else. */
  keys(): string[] {
    const keys: string[] = [];
    if (this.kind != StructKind.Object) return keys;
    for (let at = this.start; (at = readField(at, this.end)); ) {
      if (fieldNumber != 1) continue;
      readEntry(fieldStart, fieldEnd);
      keys.push(decodeUtf8At(keyStart, keySize));
    }
    return keys;
  }

  private copy(): StructValue {
    const value = new StructValue(this.data);
    value.start = this.start;
    value.end = this.end;
    return value;
  }

  /** Goes to the value of an entry of a map; false when there is none. The last one of a key counts. */
  private lookup(field: u32, key: string): bool {
    beginCall();
    const wanted = encode(key);
    const wantedSize = encodedSize;
    const end = this.end;
    let found = false;
    for (let at = this.start; (at = readField(at, end)); ) {
      if (fieldNumber != field) continue;
      readEntry(fieldStart, fieldEnd);
      if (keySize != wantedSize || !sameBytes(keyStart, wanted, keySize)) continue;
      found = true;
      this.start = valueStart;
      this.end = valueEnd;
    }
    return found;
  }

  /** Goes to a field of a message; false when it does not have it. */
  private narrow(field: u32): bool {
    const end = this.end;
    let found = false;
    for (let at = this.start; (at = readField(at, end)); ) {
      if (fieldNumber != field) continue;
      found = true;
      this.start = fieldStart;
      this.end = fieldEnd;
    }
    return found;
  }

  /** This, which stood for a message `google.protobuf.Value`, as what is in it. */
  private decoded(): StructValue {
    const end = this.end;
    this.kind = StructKind.Missing;
    for (let at = this.start; (at = readField(at, end)); ) {
      if (fieldNumber - 1 >= <u32>StructKind.List) continue;
      this.kind = <StructKind>fieldNumber;
      this.bits = fieldValue;
      this.start = fieldStart;
      this.end = fieldEnd;
    }
    return this;
  }
}

/** Where key and value are of the entry of a map that {@link readEntry} has read. */
let keyStart: usize = 0;
let keySize: u32 = 0;
let valueStart: usize = 0;
let valueEnd: usize = 0;

function readEntry(start: usize, end: usize): void {
  keySize = 0;
  valueStart = end;
  valueEnd = end;
  for (let at = start; (at = readField(at, end)); ) {
    if (fieldNumber == 1) {
      keyStart = fieldStart;
      keySize = <u32>(fieldEnd - fieldStart);
    } else if (fieldNumber == 2) {
      valueStart = fieldStart;
      valueEnd = fieldEnd;
    }
  }
}
