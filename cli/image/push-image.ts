import { copyImage } from "../../registry/copy-image.ts";
import type { Digest } from "../../registry/digest.ts";
import type { Variant } from "../../registry/layout/image-content.ts";
import { packImage } from "../../registry/layout/pack-image.ts";
import type { CommandContext } from "../framework/context.ts";
import { copyShown } from "./copy-shown.ts";
import { imagePlace, type PlaceArguments, targetPlace } from "./image-place.ts";
import { packTarget } from "./pack-target.ts";
import { splitTags } from "./split-tags.ts";

/** What `push` and `pack` were asked for. */
export interface PushArguments extends PlaceArguments {
  reference: string;
  target: string | undefined;
  variant: Variant;
  annotation: readonly string[];
}

/** An image that is where it was to go. */
export interface PushedImage {
  name: string;
  /** Without tag and digest. */
  repository: string;
  tags: string[];
  digest: Digest;
  variant: Variant;
  /** Bytes of the module, and of all that the image is made of. */
  moduleSize: number;
  size: number;
}

/**
 * Packs a module as an image and sends it, under each of its tags.
 *
 * @throws MeshWasmError MW0701 for a wrong reference, as packing does, and as the registry does
 */
export async function pushImage(ctx: CommandContext, args: PushArguments): Promise<PushedImage> {
  const { reference, tags } = splitTags(args.reference);
  const place = targetPlace(await imagePlace(ctx, reference, args));
  const { name, content } = await packTarget(ctx, args.target, args.annotation);
  const image = packImage(content, args.variant);
  const [first = place.tag, ...others] = tags;
  const { digest } = await copyShown(ctx, ["pushing", "pushed"], `${name} to ${place.name}`, (onBlob) =>
    copyImage(image, image.digest, place.store, first, { onBlob }),
  );
  for (const tag of others) await place.store.writeManifest(await image.readManifest(digest), tag);
  await place.save();
  return {
    name,
    repository: place.name,
    tags: first === undefined ? [] : [first, ...others],
    digest,
    variant: args.variant,
    moduleSize: content.module.length,
    size: image.size,
  };
}
