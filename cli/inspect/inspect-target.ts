import { MeshWasmError } from "../../core/index.ts";
import type { Finding } from "../../module/index.ts";
import { attachmentKind, type Digest, type ImageStore, readModule } from "../../registry/index.ts";
import type { AttachedFile } from "../attach/attach-files.ts";
import type { CommandContext } from "../framework/context.ts";
import { imagePlace, type PlaceArguments, referenceIn } from "../image/image-place.ts";
import { namesImage } from "../image/names-image.ts";
import { type Inspection, inspectBytes, inspectModule } from "./inspect-module.ts";

/**
 * Tells what is in a module, of a file or of an image.
 *
 * @throws MeshWasmError as {@link inspectModule} and {@link inspectImage}
 */
export async function inspectTarget(
  ctx: CommandContext,
  word: string,
  args: PlaceArguments,
): Promise<Inspection & { problem?: Finding }> {
  return args.ociLayout || namesImage(ctx, word) ? inspectImage(ctx, word, args) : inspectModule(ctx, word);
}

/**
 * Fetches the module of an image and tells what is in it.
 *
 * @throws MeshWasmError MW0715 for an image without a module, and as registries do
 */
async function inspectImage(
  ctx: CommandContext,
  reference: string,
  args: PlaceArguments,
): Promise<Inspection & { problem?: Finding }> {
  const place = await imagePlace(ctx, reference, args);
  const { module, manifest, variant, annotations, files } = await readModule(place.store, referenceIn(place));
  const { digest } = manifest.descriptor;
  const attached = await attachedTo(ctx, place.store, digest);
  const image = { digest, variant, annotations, files: [...files.keys()].sort(), attached };
  return { ...inspectBytes(module, reference), image };
}

/** What refers to the image. That it cannot be listed does not keep the image from being shown. */
async function attachedTo(ctx: CommandContext, store: ImageStore, digest: Digest): Promise<AttachedFile[]> {
  try {
    const referrers = await store.referrers(digest);
    return referrers.map((each) => ({
      kind: attachmentKind(each),
      artifactType: each.artifactType ?? "",
      digest: each.digest,
    }));
  } catch (error) {
    if (!(error instanceof MeshWasmError)) throw error;
    ctx.warn(`what is attached cannot be listed: ${error.message}`);
    return [];
  }
}
