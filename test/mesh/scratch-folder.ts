import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Started } from "./starting.ts";

/** Makes a folder that is removed at the end. */
export async function scratchFolder(started: Started, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `mesh-wasm-${name}-`));
  started.use({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) });
  return folder;
}
