import { access, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MeshWasmError, makeFolder, writeFault, writeWhole } from "../../core/index.ts";
import type { LayoutFiles } from "./layout-files.ts";

/** OCI's image layout in a folder. */
export class LayoutFolder implements LayoutFiles {
  readonly name: string;
  private readonly folder: string;
  private isChecked = false;

  /** @param folder Its path; `name` is what messages call it. */
  constructor(folder: string, name = folder) {
    this.folder = folder;
    this.name = name;
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(join(this.folder, name));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw readFault(error, join(this.name, name));
    }
  }

  async has(name: string): Promise<boolean> {
    try {
      await access(join(this.folder, name));
      return true;
    } catch {
      return false;
    }
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    await this.checkEmpty();
    const path = join(this.folder, name);
    try {
      await makeFolder(dirname(path));
      await writeWhole(path, bytes);
    } catch (error) {
      throw writeFault(error, join(this.name, name));
    }
  }

  private async checkEmpty(): Promise<void> {
    if (this.isChecked) return;
    const names = await readdir(this.folder).catch(() => []);
    if (isForeign(names)) {
      throw new MeshWasmError("MW0716", `${this.name} is a folder with other files, and none of images`, {
        hint: "choose a folder that is new or empty, or a file that ends in .tar",
      });
    }
    this.isChecked = true;
  }
}

/** A folder with other files is most often not the one that was meant. */
function isForeign(names: readonly string[]): boolean {
  return names.length > 0 && !names.includes("oci-layout") && !names.includes("index.json") && !names.includes("blobs");
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR";
}

/** What the file system says against reading. */
export function readFault(error: unknown, name: string): MeshWasmError {
  return new MeshWasmError("MW0716", `${name} cannot be read`, { details: [(error as Error).message], cause: error });
}
