import { decodeHuffman } from "./huffman.ts";

/** Header fields in order. */
export type Fields = [name: string, value: string][];

/** The static table, RFC 7541 appendix A: names that share a line differ in their value. */
const staticTable: Fields = [
  ...values(":authority"),
  ...values(":method", "GET", "POST"),
  ...values(":path", "/", "/index.html"),
  ...values(":scheme", "http", "https"),
  ...values(":status", "200", "204", "206", "304", "400", "404", "500"),
  ...values("accept-charset"),
  ...values("accept-encoding", "gzip, deflate"),
  ...[
    "accept-language accept-ranges accept access-control-allow-origin age allow authorization cache-control",
    "content-disposition content-encoding content-language content-length content-location content-range content-type",
    "cookie date etag expect expires from host if-match if-modified-since if-none-match if-range if-unmodified-since",
    "last-modified link location max-forwards proxy-authenticate proxy-authorization range referer refresh retry-after",
    "server set-cookie strict-transport-security transfer-encoding user-agent vary via www-authenticate",
  ].flatMap((line) => line.split(" ").flatMap((name) => values(name))),
];

function values(name: string, ...those: string[]): Fields {
  return (those.length === 0 ? [""] : those).map((value) => [name, value]);
}

/**
 * A header block of literal fields that go into no table (RFC 7541, section 6.2.2). Every character is one byte.
 */
export function encodeFields(fields: Fields | Record<string, string>): Buffer {
  const list = Array.isArray(fields) ? fields : Object.entries(fields);
  return Buffer.concat(list.flatMap(([name, value]) => [Buffer.from([0]), encodeText(name), encodeText(value)]));
}

function encodeText(text: string): Buffer {
  return Buffer.concat([encodeInteger(text.length), Buffer.from(text, "latin1")]);
}

/** An integer with a prefix of 7 bits. */
function encodeInteger(value: number): Buffer {
  if (value < 127) return Buffer.from([value]);
  const bytes = [127];
  let rest = value - 127;
  for (; rest >= 128; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}

/** Decodes the header blocks of one direction of a connection. */
export class FieldsDecoder {
  /** The dynamic table, newest first. */
  readonly #table: Fields = [];
  #limit = 4096;

  decode(block: Buffer): Fields {
    const fields: Fields = [];
    const reader = new BlockReader(block);
    while (!reader.atEnd) {
      const first = reader.peek();
      if (first & 0x80) fields.push(this.#entry(reader.integer(7)));
      else if (first & 0x40) fields.push(this.#keep(this.#literal(reader, 6)));
      else if (first & 0x20) this.#resize(reader.integer(5));
      else fields.push(this.#literal(reader, 4));
    }
    return fields;
  }

  #literal(reader: BlockReader, prefix: number): [string, string] {
    const index = reader.integer(prefix);
    const name = index === 0 ? reader.text() : this.#entry(index)[0];
    return [name, reader.text()];
  }

  #entry(index: number): [string, string] {
    const entry = staticTable[index - 1] ?? this.#table[index - 1 - staticTable.length];
    if (!entry) throw new Error(`HPACK has no entry ${index}`);
    return entry;
  }

  #keep(field: [string, string]): [string, string] {
    this.#table.unshift(field);
    this.#resize(this.#limit);
    return field;
  }

  #resize(limit: number): void {
    this.#limit = limit;
    while (this.#table.reduce((size, [name, value]) => size + name.length + value.length + 32, 0) > limit) {
      this.#table.pop();
    }
  }
}

class BlockReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  peek(): number {
    return this.#bytes.readUInt8(this.#at);
  }

  integer(prefix: number): number {
    const mask = (1 << prefix) - 1;
    let value = this.#next() & mask;
    if (value < mask) return value;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#next();
      value += (byte & 127) << shift;
      if (!(byte & 128)) return value;
    }
  }

  text(): string {
    const isCoded = (this.peek() & 0x80) !== 0;
    const length = this.integer(7);
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return (isCoded ? decodeHuffman(bytes) : bytes).toString("latin1");
  }

  #next(): number {
    return this.#bytes.readUInt8(this.#at++);
  }
}
