import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Folders that hold no source of the project. */
const passedOver = ["node_modules", "build", "dist", "coverage"];

/** A text file of the project. */
export interface ProjectFile {
  /** Relative to the project's folder, with slashes. */
  path: string;
  text: string;
}

/** The TypeScript and AssemblyScript sources below a folder, sorted; those that are not UTF-8 by their paths alone. */
export function sourceFiles(directory: string): { sources: ProjectFile[]; unreadable: string[] } {
  const sources: ProjectFile[] = [];
  const unreadable: string[] = [];
  for (const path of pathsBelow(directory, "")) {
    const text = textOf(join(directory, path));
    if (text === null) unreadable.push(path);
    else sources.push({ path, text });
  }
  return { sources, unreadable };
}

/** The text of a file; null where its bytes are not UTF-8, so that writing it back would change them. */
export function textOf(path: string): string | null {
  const bytes = readFileSync(path);
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : null;
}

function pathsBelow(directory: string, below: string): string[] {
  const entries = readdirSync(join(directory, below), { withFileTypes: true });
  return entries
    .filter(({ name }) => !name.startsWith("."))
    .flatMap((entry) => {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return passedOver.includes(entry.name) ? [] : pathsBelow(directory, path);
      return entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name) ? [path] : [];
    })
    .sort();
}
