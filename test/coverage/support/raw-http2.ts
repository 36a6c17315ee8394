import type { Socket } from "node:net";

// HTTP/2 by hand, for METADATA frames, which Node's own does not send. Header blocks are written without compression.

/** Types of frames, RFC 9113 section 6; METADATA is an extension that Envoy speaks. */
export const frameTypes = { data: 0, headers: 1, settings: 4, metadata: 0x4d } as const;

/** What ends a stream, a header block or a block of metadata, or acknowledges settings. */
export const flags = { endStream: 1, ack: 1, endHeaders: 4, endMetadata: 4 } as const;

export interface Frame {
  type: number;
  flags: number;
  stream: number;
  payload: Buffer;
}

/** The first bytes of a client. */
export const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

export function encodeFrame(type: number, flagBits: number, stream: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flagBits, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** A header block of literal fields that go into no table (RFC 7541, section 6.2.2); names and values below 127 bytes. */
export function encodeFields(fields: Record<string, string>): Buffer {
  const parts = Object.entries(fields).flatMap(([name, value]) => [
    Buffer.from([0]),
    shortText(name),
    shortText(value),
  ]);
  return Buffer.concat(parts);
}

function shortText(text: string): Buffer {
  return Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]);
}

/** The frames that come over a connection, after `skip` bytes; ends with the connection. */
export async function* framesOf(socket: Socket, skip = 0): AsyncGenerator<Frame> {
  let rest = Buffer.alloc(0);
  let skipped = skip;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk]);
    const drop = Math.min(skipped, rest.length);
    rest = rest.subarray(drop);
    skipped -= drop;
    while (rest.length >= 9 && rest.length >= 9 + rest.readUIntBE(0, 3)) {
      const end = 9 + rest.readUIntBE(0, 3);
      const stream = rest.readUInt32BE(5) & 0x7fffffff;
      yield { type: rest.readUInt8(3), flags: rest.readUInt8(4), stream, payload: rest.subarray(9, end) };
      rest = rest.subarray(end);
    }
  }
}
