import type { Http2Stream } from "node:http2";

/** Sends a body, a DATA frame for each part and then one that is empty and the last, unless trailers follow. */
export async function sendParts(stream: Http2Stream, parts: readonly string[]): Promise<void> {
  for (const part of parts) {
    // What is written before the last write has gone out may share its frame
    await new Promise<void>((resolve) => stream.write(part, () => resolve()));
  }
  stream.end();
}
