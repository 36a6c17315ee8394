// The format "ustar" of POSIX.1-1988, in which layers of images are written.

/** A file of an archive. */
export interface TarFile {
  /** As it stands in the archive: nobody may take it for a path on this machine. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const block = 512;
const longestName = 100;

/**
 * An archive of files, in the order given. Nothing of the machine, the user or the time goes into it: the same files are the
 * same bytes.
 *
 * @throws RangeError for a name of more than 100 bytes
 */
export function tar(files: readonly TarFile[]): Uint8Array {
  const sizes = files.map(({ bytes }) => block + blocksOf(bytes.length));
  const archive = new Uint8Array(sizes.reduce((sum, size) => sum + size, 2 * block)); // two empty blocks end it
  let at = 0;
  for (const [index, { name, bytes }] of files.entries()) {
    archive.set(headerOf(name, bytes.length), at);
    archive.set(bytes, at + block);
    at += sizes[index] as number;
  }
  return archive;
}

function headerOf(name: string, size: number): Uint8Array {
  const encoded = new TextEncoder().encode(name);
  if (encoded.length > longestName) throw new RangeError(`"${name}" is too long a name for a file of an archive`);
  const header = new Uint8Array(block);
  header.set(encoded);
  const write = (text: string, at: number): void => header.set(new TextEncoder().encode(text), at);
  write("0000644\0", 100); // everybody may read it: proxies run as nobody
  write("0000000\0", 108);
  write("0000000\0", 116);
  write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  write("00000000000\0", 136);
  write("0", 156); // a regular file
  write("ustar\u000000", 257);
  write("0000000\0", 329);
  write("0000000\0", 337);
  write(`${checksumOf(header).toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** The sum of a header's bytes, in which those of the sum itself count as spaces. */
export function checksumOf(header: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < block; ++at) sum += at >= 148 && at < 156 ? 32 : (header[at] as number);
  return sum;
}

/** Bytes that content takes with what fills its last block. */
export function blocksOf(size: number): number {
  return Math.ceil(size / block) * block;
}
