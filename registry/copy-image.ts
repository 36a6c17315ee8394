import { MeshWasmError } from "../core/index.ts";
import type { ImageSource, ImageTarget, StoredManifest } from "./image-store.ts";
import { type Descriptor, isIndex, parseManifest } from "./manifest.ts";

/** What is copied, and how. */
export interface CopyOptions {
  /** With all that tells of the image: signatures, lists of parts, source maps. Default: false. */
  referrers?: boolean;
  /** Told when a blob begins to be written, and when it is there. */
  onBlob?(blob: Descriptor, state: "begun" | "done" | "there"): void;
}

/** How many blobs are under way at once, as in Docker and oras. */
const atOnce = 3;
/** Indexes in indexes end somewhere. */
const deepest = 4;

/**
 * Copies an image: first what it is made of, then its manifest, and the tag last, so that whoever asks for the tag finds the
 * whole image or the one before. What the target has already is not sent again.
 *
 * @param reference A tag or digest of the source.
 * @param tag Undefined: only its digest names it there.
 * @returns the descriptor of its manifest
 */
export async function copyImage(
  source: ImageSource,
  reference: string,
  target: ImageTarget,
  tag: string | undefined,
  options: CopyOptions = {},
): Promise<Descriptor> {
  const manifest = await source.readManifest(reference);
  await copyManifest(source, manifest, target, tag, options, 0);
  if (options.referrers) await copyReferrers(source, manifest.descriptor, target, options, 0);
  return manifest.descriptor;
}

async function copyManifest(
  source: ImageSource,
  manifest: StoredManifest,
  target: ImageTarget,
  tag: string | undefined,
  options: CopyOptions,
  depth: number,
): Promise<void> {
  if (depth > deepest) throw new MeshWasmError("MW0711", `${source.name} has indexes in indexes without an end`);
  const { descriptor, bytes } = manifest;
  const parsed = parseManifest(bytes, descriptor.mediaType, `${source.name}@${descriptor.digest}`);
  if (isIndex(parsed)) {
    for (const { digest } of parsed.manifests) {
      await copyManifest(source, await source.readManifest(digest), target, undefined, options, depth + 1);
    }
  } else {
    await copyBlobs(source, [parsed.config, ...parsed.layers], target, options);
  }
  await target.writeManifest(manifest, tag);
}

async function copyBlobs(
  source: ImageSource,
  blobs: readonly Descriptor[],
  target: ImageTarget,
  { onBlob }: CopyOptions,
): Promise<void> {
  const left = [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];

  async function copyBlob(blob: Descriptor): Promise<void> {
    if (await target.hasBlob(blob)) {
      onBlob?.(blob, "there");
      return;
    }
    onBlob?.(blob, "begun");
    await target.writeBlob(blob, () => source.readBlob(blob), source);
    onBlob?.(blob, "done");
  }

  async function copyAll(): Promise<void> {
    for (let blob = left.shift(); blob; blob = left.shift()) await copyBlob(blob);
  }

  // Nothing goes on behind the error that is thrown
  const copies = await Promise.allSettled(
    Array.from({ length: atOnce }, () =>
      copyAll().catch((error: unknown) => {
        left.length = 0;
        throw error;
      }),
    ),
  );
  const failed = copies.find((copy) => copy.status === "rejected");
  if (failed) throw failed.reason;
}

async function copyReferrers(
  source: ImageSource,
  { digest }: Descriptor,
  target: ImageTarget,
  options: CopyOptions,
  depth: number,
): Promise<void> {
  if (depth > deepest) return;
  for (const referrer of await source.referrers(digest)) {
    const manifest = await source.readManifest(referrer.digest);
    await copyManifest(source, manifest, target, undefined, options, 0);
    await copyReferrers(source, manifest.descriptor, target, options, depth + 1);
  }
}
