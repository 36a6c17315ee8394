import { MeshWasmError } from "../../core/index.ts";
import { type Digest, digestOf } from "../digest.ts";
import type { ImageSource, StoredManifest } from "../image-store.ts";
import type { Descriptor } from "../manifest.ts";

/** An image that was just built, in memory. */
export class MemoryImage implements ImageSource {
  readonly name = "the image that was built";
  private readonly blobs = new Map<Digest, Uint8Array>();
  private manifest: StoredManifest | undefined;

  /** Takes a blob, and describes it. */
  add(mediaType: string, bytes: Uint8Array, annotations?: Readonly<Record<string, string>>): Descriptor {
    const digest = digestOf(bytes);
    this.blobs.set(digest, bytes);
    return { mediaType, digest, size: bytes.length, ...(annotations && { annotations }) };
  }

  /** Takes the manifest, which makes the image whole. */
  seal(mediaType: string, bytes: Uint8Array): void {
    this.manifest = { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes };
  }

  /** The digest of its manifest. */
  get digest(): Digest {
    return this.sealed().descriptor.digest;
  }

  /** Bytes of all that it is made of. */
  get size(): number {
    let size = this.sealed().bytes.length;
    for (const blob of this.blobs.values()) size += blob.length;
    return size;
  }

  async readManifest(reference: string): Promise<StoredManifest> {
    if (reference !== this.digest) throw missing(reference);
    return this.sealed();
  }

  async readBlob({ digest }: Descriptor): Promise<Uint8Array> {
    const bytes = this.blobs.get(digest);
    if (!bytes) throw missing(digest);
    return bytes;
  }

  async tags(): Promise<string[]> {
    return [];
  }

  async referrers(): Promise<Descriptor[]> {
    return [];
  }

  private sealed(): StoredManifest {
    if (!this.manifest) throw new Error("an image is used before it has its manifest");
    return this.manifest;
  }
}

function missing(what: string): MeshWasmError {
  return new MeshWasmError("MW0704", `the image has no ${what}`);
}
