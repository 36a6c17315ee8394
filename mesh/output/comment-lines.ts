import { packageVersion } from "../../core/package-root.ts";

/** What stands above a manifest: which mesh-wasm wrote it, and what whoever applies it should know. */
export function commentLines(notes: readonly string[]): string {
  const lines = [`Written by mesh-wasm ${packageVersion()}.`, ...notes.flatMap((note) => note.split("\n"))];
  return lines.map((line) => `# ${line}\n`).join("");
}
