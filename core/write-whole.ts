import { randomUUID } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Writes a file whole or not at all: whoever reads it finds what it was before, or what it is to be.
 *
 * @param mode Permissions of the file. Default: what the process gives to files.
 * @throws the file system's error; then nothing is left of what was written
 */
export async function writeWhole(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    // At once: what writes bit by bit takes Node longer to load than most files to write
    writeFileSync(partial, content, mode === undefined ? {} : { mode });
    renameSync(partial, path);
  } catch (error) {
    remove(partial);
    throw error;
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The first error says more
  }
}
