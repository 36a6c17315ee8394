import type { ByteString } from "../../host/bytes.ts";
import type { Test } from "./suite.ts";

/**
 * Cuts a body into the chunks that a test wants: a number of equal ones, the last with what is left over, or ones of a size.
 * Without such a wish, and for an empty body cut by size, there is one chunk.
 *
 * @throws RangeError where the body cannot be cut so, with the reason.
 */
export function chunkBody(
  body: ByteString,
  { numChunks, chunkSize }: Pick<Test, "numChunks" | "chunkSize">,
): ByteString[] {
  if (numChunks !== undefined) return cut(body, chunkLength(body, numChunks), numChunks);
  if (chunkSize === undefined) return [body];
  if (chunkSize <= 0n) throw new RangeError(`chunk_size must be more than 0, and is ${chunkSize}`);
  return cut(body, Number(chunkSize), Number.POSITIVE_INFINITY);
}

function chunkLength(body: ByteString, count: number): number {
  if (count <= 0) throw new RangeError(`num_chunks must be more than 0, and is ${count}`);
  if (count <= body.length) return Math.floor(body.length / count);
  throw new RangeError(`a body of ${body.length} bytes cannot be cut into ${count} chunks`);
}

function cut(body: ByteString, length: number, most: number): ByteString[] {
  const chunks: ByteString[] = [];
  let rest = body;
  while (chunks.length + 1 < most && rest.length > length) {
    chunks.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return [...chunks, rest];
}
