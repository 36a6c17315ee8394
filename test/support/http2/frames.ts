import type { Socket } from "node:net";

// HTTP/2 frames by hand: Node's own chooses by itself which frames a body becomes, and sends no METADATA.

/** Types of frames, RFC 9113 section 6; METADATA is an extension that Envoy speaks. */
export const frameTypes = {
  data: 0,
  headers: 1,
  reset: 3,
  settings: 4,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
  metadata: 0x4d,
} as const;

/** What ends a stream, a header block or a block of metadata, or acknowledges settings and pings. */
export const flags = { endStream: 1, ack: 1, endHeaders: 4, endMetadata: 4 } as const;

export interface Frame {
  type: number;
  flags: number;
  stream: number;
  payload: Buffer;
}

/** The first bytes of a client. */
export const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

export function encodeFrame(
  type: number,
  flagBits: number,
  stream: number,
  payload: Uint8Array = Buffer.alloc(0),
): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flagBits, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Takes bytes as they come apart into frames. */
export class FrameReader {
  #rest = Buffer.alloc(0);
  #skip: number;

  /** @param skip how many bytes come before the first frame. */
  constructor(skip = 0) {
    this.#skip = skip;
  }

  /** The frames that are complete with these bytes. */
  read(bytes: Buffer): Frame[] {
    const dropped = Math.min(this.#skip, bytes.length);
    this.#skip -= dropped;
    this.#rest = Buffer.concat([this.#rest, bytes.subarray(dropped)]);
    const frames: Frame[] = [];
    while (this.#rest.length >= 9 && this.#rest.length >= 9 + this.#rest.readUIntBE(0, 3)) {
      const end = 9 + this.#rest.readUIntBE(0, 3);
      const stream = this.#rest.readUInt32BE(5) & 0x7fffffff;
      const payload = this.#rest.subarray(9, end);
      frames.push({ type: this.#rest.readUInt8(3), flags: this.#rest.readUInt8(4), stream, payload });
      this.#rest = this.#rest.subarray(end);
    }
    return frames;
  }
}

/** The frames that come over a connection, after `skip` bytes; ends with the connection. */
export async function* framesOf(socket: Socket, skip = 0): AsyncGenerator<Frame> {
  const reader = new FrameReader(skip);
  for await (const chunk of socket as AsyncIterable<Buffer>) yield* reader.read(chunk);
}
