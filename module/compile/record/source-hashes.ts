import { createHash } from "node:crypto";
import { readIfFile, type SourceFiles } from "../source-files.ts";

/** Hashes of the files that a build has read, by absolute path; `null` for one that was looked for and not there. */
export type SourceHashes = Readonly<Record<string, string | null>>;

export function sourceHashes({ inputs, missing }: SourceFiles): SourceHashes {
  return {
    ...Object.fromEntries([...inputs].map(([path, text]) => [path, hashOf(text)])),
    ...Object.fromEntries([...missing].map((path) => [path, null])),
  };
}

/** Whether all files are as they were, and those that were not there are still missing. */
export function areSame(hashes: SourceHashes): boolean {
  return Object.entries(hashes).every(([path, hash]) => {
    const text = readIfFile(path);
    return hash === (text === null ? null : hashOf(text));
  });
}

export function hashOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
