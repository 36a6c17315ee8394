import type { Digest } from "./digest.ts";
import type { Descriptor } from "./manifest.ts";

/** A manifest with its bytes, which are what its digest is of. */
export interface StoredManifest {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** Where images come from: a repository of a registry, a folder or a file in OCI's layout, or what was just built. */
export interface ImageSource {
  /** As a user knows it: `ghcr.io/acme/canary`, `build/images`. */
  readonly name: string;
  /**
   * The manifest under a tag or a digest.
   *
   * @throws MeshWasmError MW0704 where there is none
   */
  readManifest(reference: string): Promise<StoredManifest>;
  /**
   * The bytes of a blob, which are what its digest says.
   *
   * @throws MeshWasmError MW0704 where there is none, MW0710 where they are others
   */
  readBlob(blob: Descriptor): Promise<Uint8Array>;
  /** All tags, in order. */
  tags(): Promise<string[]>;
  /** The manifests that tell of another one, such as signatures of it. */
  referrers(subject: Digest): Promise<Descriptor[]>;
}

/** Where images go to. */
export interface ImageTarget {
  readonly name: string;
  hasBlob(blob: Descriptor): Promise<boolean>;
  /** @param from The repository of the same registry in which the blob is already. */
  writeBlob(blob: Descriptor, read: () => Promise<Uint8Array>, from?: ImageSource): Promise<void>;
  /** Everything that the manifest names is there. Under a tag it takes the place of another one. */
  writeManifest(manifest: StoredManifest, tag?: string): Promise<void>;
}

/** A place that both gives and takes. */
export type ImageStore = ImageSource & ImageTarget;
