import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Unzip, UnzipInflate } from "fflate";

/** Large enough that inflating is not slowed down by many small turns. */
const chunkBytes = 1024 * 1024;

/** SHA-256 of a file, in hexadecimal. */
export async function sha256OfFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: chunkBytes }), hash, { signal });
  return hash.digest("hex");
}

/** Writes one entry of a zip file (which a wheel is) to an executable file, without holding either in memory. */
export async function unpackExecutable(
  zip: string,
  entry: string,
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  await pipeline(entryOf(zip, entry), createWriteStream(target, { mode: 0o755 }), { signal });
}

async function* entryOf(zip: string, entry: string): AsyncGenerator<Uint8Array> {
  let chunks: Uint8Array[] = [];
  let found = false;
  const unzip = new Unzip((file) => {
    if (file.name !== entry) return;
    found = true;
    file.ondata = (error, chunk) => {
      if (error) throw error;
      chunks.push(chunk);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for await (const bytes of createReadStream(zip, { highWaterMark: chunkBytes })) {
    unzip.push(bytes);
    yield* chunks;
    chunks = [];
  }
  unzip.push(new Uint8Array(0), true);
  yield* chunks;
  if (!found) throw new Error(`${zip} holds no ${entry}`);
}
