import { check } from "../checks/check.ts";
import { chunk as chunkSchema } from "../checks/message.ts";

/** A piece of a body: text, which goes out as UTF-8, or bytes. */
export type Chunk = string | Uint8Array;

/**
 * A body: all of it (then a `content-length` goes with it, unless the headers say otherwise), or its pieces, each of which the
 * proxy gets by itself: those of a list at once, those of an iterable as they come.
 */
export type BodyInput = Chunk | readonly Chunk[] | AsyncIterable<Chunk>;

/** A body ready to be sent. */
export type Body =
  | { kind: "none" }
  | { kind: "whole"; bytes: Uint8Array }
  | { kind: "chunks"; chunks: readonly Uint8Array[] }
  | { kind: "stream"; chunks: AsyncIterable<Chunk> };

const encoder = new TextEncoder();

export function bodyOf(input: BodyInput | undefined): Body {
  if (input === undefined) return { kind: "none" };
  if (isIterable(input)) return { kind: "stream", chunks: input };
  if (input.length === 0) return { kind: "none" };
  if (typeof input === "string" || input instanceof Uint8Array) return { kind: "whole", bytes: bytesOf(input) };
  return { kind: "chunks", chunks: input.map((chunk) => bytesOf(chunk)) };
}

/** Its pieces, where all are known. */
export function chunksOf(body: Exclude<Body, { kind: "stream" }>): readonly Uint8Array[] {
  if (body.kind === "none") return [];
  return body.kind === "whole" ? [body.bytes] : body.chunks;
}

/** @throws MeshWasmError MW0415 for what is neither. */
export function bytesOf(chunk: Chunk, what = "a piece of a body"): Uint8Array {
  if (typeof chunk === "string") return encoder.encode(chunk);
  check(chunkSchema, chunk, what);
  return chunk;
}

export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function isIterable(input: BodyInput): input is AsyncIterable<Chunk> {
  return typeof input === "object" && Symbol.asyncIterator in input;
}
