import { checkTag, type Digest } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { imagePlace, type PlaceArguments, referenceIn } from "./image-place.ts";

/** An image with its new tags. */
export interface TaggedImage {
  repository: string;
  tags: string[];
  digest: Digest;
}

/** @throws MeshWasmError MW0701 for what is no tag, MW0704 for an image that there is not, and as registries do */
export async function tagImage(
  ctx: CommandContext,
  args: PlaceArguments & { reference: string; tags: readonly string[] },
): Promise<TaggedImage> {
  const tags = args.tags.map(checkTag);
  const place = await imagePlace(ctx, args.reference, args);
  const manifest = await place.store.readManifest(referenceIn(place));
  for (const tag of tags) await place.store.writeManifest(manifest, tag);
  await place.save();
  return { repository: place.name, tags, digest: manifest.descriptor.digest };
}
