import { readFile } from "node:fs/promises";
import { writeFault, writeWhole } from "../../core/index.ts";
import { gunzip, isGzip } from "../layout/gunzip.ts";
import { tar } from "../layout/tar.ts";
import { untar } from "../layout/untar.ts";
import { dockerList } from "./docker-list.ts";
import { indexFile, type LayoutFiles, parseIndex } from "./layout-files.ts";
import { readFault } from "./layout-folder.ts";

/** The list of images that Docker and crane look for. */
const dockerFile = "manifest.json";

/** OCI's image layout in a tar archive, as `docker save`, crane and skopeo write it. It is held in memory. */
export class LayoutArchive implements LayoutFiles {
  readonly name: string;
  private readonly path: string;
  private readonly files: Map<string, Uint8Array>;

  private constructor(path: string, name: string, files: Map<string, Uint8Array>) {
    this.path = path;
    this.name = name;
    this.files = files;
  }

  /** Opens an archive; one that there is not yet is empty. */
  static async open(path: string, name = path): Promise<LayoutArchive> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return new LayoutArchive(path, name, new Map());
      throw readFault(error, name);
    }
    const archive = isGzip(bytes) ? gunzip(bytes, name) : bytes;
    const files = untar(archive, name).map((file): [string, Uint8Array] => [
      file.name.replace(/^\.\//, ""),
      file.bytes,
    ]);
    return new LayoutArchive(path, name, new Map(files));
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    return this.files.get(name);
  }

  async has(name: string): Promise<boolean> {
    return this.files.has(name);
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.files.set(name, bytes);
  }

  /** Writes the archive, in one order of its files: the same images are the same bytes. */
  async save(): Promise<void> {
    const list = dockerList(parseIndex(this.files.get(indexFile), this.name), this.files);
    if (list) this.files.set(dockerFile, list);
    else this.files.delete(dockerFile);
    const names = [...this.files.keys()].sort();
    const archive = tar(names.map((name) => ({ name, bytes: this.files.get(name) as Uint8Array })));
    try {
      await writeWhole(this.path, archive);
    } catch (error) {
      throw writeFault(error, this.name);
    }
  }
}
