import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";

/**
 * Writes a file whole or not at all: whoever reads it finds what it was before, or what it is to be.
 *
 * @param mode Permissions of the file. Default: what the process gives to files.
 * @throws the file system's error; then nothing is left of what was written
 */
export async function writeWhole(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, content, mode === undefined ? {} : { mode });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw error;
  }
}
