import type { Socket } from "node:net";
import { encodeFields, type Fields, FieldsDecoder } from "./fields.ts";
import { encodeFrame, type Frame, FrameReader, flags, frameTypes, preface } from "./frames.ts";

/** What arrives on a stream. */
export interface StreamEvents {
  headers(fields: Fields, end: boolean): void;
  data(bytes: Buffer, end: boolean): void;
  metadata(fields: Fields): void;
  /** The other side has reset the stream. */
  reset(code: number): void;
  /** The connection is gone. */
  gone(): void;
}

/** A frame has at most this many bytes, as long as nobody has agreed on more. */
export const maxFrameSize = 16_384;

const initialWindowSize = 4;
const enablePush = 2;
const unlimited = 0x7fffffff;
const initialWindow = 65_535;

/** A connection over HTTP/2 whose frames are sent as they are asked for. The windows of the other side are not heeded. */
export class Http2Connection {
  readonly socket: Socket;
  readonly #streams = new Map<number, StreamEvents>();
  readonly #decoder = new FieldsDecoder();
  readonly #onStream: ((stream: Http2Stream) => StreamEvents) | undefined;
  readonly #outgoing: Buffer[] = [];
  #nextStream = 1;
  #block = { first: undefined as Frame | undefined, parts: [] as Buffer[] };

  /** @param onStream what a server does with a stream that the client opens; a client has none. */
  constructor(socket: Socket, onStream?: (stream: Http2Stream) => StreamEvents) {
    this.socket = socket;
    this.#onStream = onStream;
    const reader = new FrameReader(onStream ? preface.length : 0);
    socket.setNoDelay(true);
    socket.on("data", (bytes: Buffer) => {
      for (const frame of reader.read(bytes)) this.#take(frame);
    });
    socket.on("error", () => {}); // the close tells
    socket.on("close", () => {
      const streams = [...this.#streams.values()];
      this.#streams.clear();
      for (const stream of streams) stream.gone();
    });
    const settings = Buffer.concat([
      setting(initialWindowSize, unlimited),
      ...(onStream ? [] : [setting(enablePush, 0)]),
    ]);
    this.write(
      ...(onStream ? [] : [preface]),
      encodeFrame(frameTypes.settings, 0, 0, settings),
      encodeFrame(frameTypes.windowUpdate, 0, 0, uint32(unlimited - initialWindow)),
    );
  }

  /** Opens a stream as a client. */
  open(events: StreamEvents): Http2Stream {
    const id = this.#nextStream;
    this.#nextStream += 2;
    this.#streams.set(id, events);
    return new Http2Stream(this, id);
  }

  /** What is written without a wait in between goes out at once, so that the other side reads it at once. */
  write(...frames: Buffer[]): void {
    if (this.#outgoing.length === 0) setImmediate(() => this.flush());
    this.#outgoing.push(...frames);
  }

  flush(): void {
    const frames = this.#outgoing.splice(0);
    if (frames.length > 0 && !this.socket.destroyed) this.socket.write(Buffer.concat(frames));
  }

  /** Nothing more is wanted of a stream. */
  forget(stream: number): void {
    this.#streams.delete(stream);
  }

  #take(frame: Frame): void {
    const { type, flags: bits, stream, payload } = frame;
    const isAck = (bits & flags.ack) !== 0;
    if (type === frameTypes.settings && !isAck) this.write(encodeFrame(type, flags.ack, 0));
    else if (type === frameTypes.ping && !isAck) this.write(encodeFrame(type, flags.ack, 0, payload));
    else if (type === frameTypes.headers || type === frameTypes.continuation || type === frameTypes.metadata) {
      this.#takeBlock(frame);
    } else if (type === frameTypes.data) this.#streams.get(stream)?.data(payload, (bits & flags.endStream) !== 0);
    else if (type === frameTypes.reset) {
      const events = this.#streams.get(stream);
      this.#streams.delete(stream);
      events?.reset(payload.readUInt32BE(0));
    }
  }

  /** A block of fields may come in several frames. */
  #takeBlock(frame: Frame): void {
    if (frame.type !== frameTypes.continuation) this.#block = { first: frame, parts: [] };
    this.#block.parts.push(frame.payload);
    if (!(frame.flags & flags.endHeaders)) return;
    const { first = frame, parts } = this.#block;
    const block = Buffer.concat(parts);
    // Metadata has a table of its own, which Envoy leaves empty
    const isMetadata = first.type === frameTypes.metadata;
    const fields = (isMetadata ? new FieldsDecoder() : this.#decoder).decode(block);
    const events = this.#streams.get(first.stream) ?? this.#accept(first.stream);
    if (isMetadata) events?.metadata(fields);
    else events?.headers(fields, (first.flags & flags.endStream) !== 0);
  }

  #accept(id: number): StreamEvents | undefined {
    const events = this.#onStream?.(new Http2Stream(this, id));
    if (events) this.#streams.set(id, events);
    return events;
  }
}

/** Our side of a stream. */
export class Http2Stream {
  readonly connection: Http2Connection;
  readonly id: number;

  constructor(connection: Http2Connection, id: number) {
    this.connection = connection;
    this.id = id;
  }

  headers(fields: Fields, end: boolean): void {
    const bits = flags.endHeaders | (end ? flags.endStream : 0);
    this.#send(frameTypes.headers, bits, encodeFields(fields));
  }

  data(bytes: Uint8Array, end: boolean): void {
    this.#send(frameTypes.data, end ? flags.endStream : 0, bytes);
  }

  metadata(fields: Fields): void {
    this.#send(frameTypes.metadata, flags.endMetadata, encodeFields(fields));
  }

  reset(code: number): void {
    this.#send(frameTypes.reset, 0, uint32(code));
    this.connection.forget(this.id);
  }

  #send(type: number, bits: number, payload: Uint8Array): void {
    if (payload.length > maxFrameSize && type !== frameTypes.headers) throw new Error("too large for a frame");
    this.connection.write(...framesFor(type, bits, this.id, payload));
  }
}

/** A large block of headers goes on in further frames. */
function framesFor(type: number, bits: number, stream: number, payload: Uint8Array): Buffer[] {
  if (payload.length <= maxFrameSize) return [encodeFrame(type, bits, stream, payload)];
  const frames = [encodeFrame(type, bits & ~flags.endHeaders, stream, payload.subarray(0, maxFrameSize))];
  for (let at = maxFrameSize; at < payload.length; at += maxFrameSize) {
    const isLast = at + maxFrameSize >= payload.length;
    const part = payload.subarray(at, at + maxFrameSize);
    frames.push(encodeFrame(frameTypes.continuation, isLast ? flags.endHeaders : 0, stream, part));
  }
  return frames;
}

function setting(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUInt16BE(id, 0);
  bytes.writeUInt32BE(value, 2);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
}
