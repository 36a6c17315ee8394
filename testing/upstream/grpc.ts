import { fromText, toText } from "../../host/bytes.ts";
import { bytesOf, type Chunk, joined } from "../http/body.ts";
import { type Fields, fieldsOf, type HeadersInput } from "../http/headers.ts";

/** Bytes before each message of gRPC: one that says that it is not compressed, and its size. */
const prefixLength = 5;

/** A message as it travels. */
export function frameOf(message: Chunk): Uint8Array {
  const bytes = bytesOf(message, "a message of gRPC");
  const frame = new Uint8Array(prefixLength + bytes.length);
  new DataView(frame.buffer).setUint32(1, bytes.length);
  frame.set(bytes, prefixLength);
  return frame;
}

/** Takes messages out of a body that comes in pieces. */
export class MessageReader {
  #rest: Uint8Array = new Uint8Array(0);

  /** The messages that a piece completes. */
  take(chunk: Uint8Array): Uint8Array[] {
    this.#rest = joined([this.#rest, chunk]);
    const messages: Uint8Array[] = [];
    for (let size = this.#size(); size !== undefined; size = this.#size()) {
      messages.push(this.#rest.slice(prefixLength, prefixLength + size));
      this.#rest = this.#rest.slice(prefixLength + size);
    }
    return messages;
  }

  /** Size of the next message, once all of it is there. */
  #size(): number | undefined {
    const { buffer, byteOffset, length } = this.#rest;
    if (length < prefixLength) return undefined;
    const size = new DataView(buffer, byteOffset).getUint32(1);
    return length < prefixLength + size ? undefined : size;
  }
}

/** The trailers that end a call. */
export function grpcTrailers(status: number, message = "", trailers: HeadersInput = {}): Fields {
  const fields: Fields = [["grpc-status", String(status)]];
  if (message !== "") fields.push(["grpc-message", percentEncoded(message)]);
  return [...fields, ...fieldsOf(trailers)];
}

/** A message as gRPC writes it: all but printable ASCII in the form `%20`, and the percent sign itself. */
function percentEncoded(message: string): string {
  return fromText(message).replace(/[^ -$&-~]/g, (byte) => {
    return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  });
}

/** A message as it was before {@link percentEncoded}. */
export function percentDecoded(message: string): string {
  const bytes = fromText(message).replace(/%([0-9a-fA-F]{2})/g, (_, digits: string) => {
    return String.fromCharCode(Number.parseInt(digits, 16));
  });
  return toText(bytes);
}
