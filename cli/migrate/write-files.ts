import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { writeFault } from "../../core/index.ts";

/** A file to write. */
export interface FileToWrite {
  /** Absolute. */
  path: string;
  text: string;
  /** What it holds now; null for a new file. */
  before: string | null;
}

/** A file whose new text lies beside it. */
interface StagedFile {
  file: FileToWrite;
  target: string;
  temporary: string;
}

/**
 * Writes all files or none: each is written beside its place first, and all are moved there when that went well.
 *
 * @throws MeshWasmError MW0108 where one cannot be written; then nothing is changed
 */
export function writeFiles(files: readonly FileToWrite[]): void {
  const staged: StagedFile[] = [];
  const moved: StagedFile[] = [];
  let path = "";
  try {
    for (const file of files) {
      path = file.path;
      stage(file, staged);
    }
    for (const each of staged) {
      path = each.file.path;
      renameSync(each.temporary, each.target);
      moved.push(each);
    }
  } catch (error) {
    for (const each of moved) restore(each);
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    throw writeFault(error, path);
  }
}

function stage(file: FileToWrite, staged: StagedFile[]): void {
  // Of a symbolic link, what it leads to changes
  const target = existsSync(file.path) ? realpathSync(file.path) : file.path;
  const temporary = `${target}.mesh-wasm-new`;
  const descriptor = openSync(temporary, "wx");
  staged.push({ file, target, temporary });
  try {
    writeFileSync(descriptor, file.text);
  } finally {
    closeSync(descriptor);
  }
  if (file.before !== null) chmodSync(temporary, statSync(target).mode);
}

function restore({ file, target }: StagedFile): void {
  if (file.before === null) rmSync(target, { force: true });
  else writeFileSync(target, file.before);
}
