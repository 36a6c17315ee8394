import { copyImage } from "../../registry/copy-image.ts";
import type { Digest } from "../../registry/digest.ts";
import type { Variant } from "../../registry/layout/image-content.ts";
import { packImage } from "../../registry/layout/pack-image.ts";
import type { AttachedFile } from "../attach/attach-files.ts";
import type { BuiltAttachments } from "../attach/built-attachments.ts";
import type { AttachAll } from "../attach/prepare-attachments.ts";
import type { CommandContext } from "../framework/context.ts";
import { copyShown } from "./copy-shown.ts";
import { imagePlace, type PlaceArguments, targetPlace } from "./image-place.ts";
import { type PackedTarget, packTarget } from "./pack-target.ts";
import type { SigningArguments } from "./signer-if-asked.ts";
import { splitTags } from "./split-tags.ts";

/** What `push` and `pack` were asked for. */
export interface PushArguments extends PlaceArguments, SigningArguments {
  reference: string;
  target: string | undefined;
  variant: Variant;
  annotation: readonly string[];
  sbom: boolean;
  provenance: boolean;
  sourceMap: boolean;
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
  attached: AttachedFile[];
}

/**
 * Packs a module as an image and sends it, under each of its tags.
 *
 * @throws MeshWasmError MW0701 for a wrong reference, as packing does, and as the registry does
 */
export async function pushImage(ctx: CommandContext, args: PushArguments): Promise<PushedImage> {
  const { reference, tags: given } = splitTags(args.reference);
  const place = targetPlace(await imagePlace(ctx, reference, args));
  const packed = await packTarget(ctx, args.target, args.annotation);
  const { name, content } = packed;
  const image = packImage(content, args.variant);
  const [first = place.tag, ...others] = given;
  const attachAll = await attachmentsOf(ctx, packed, image.digest, args);
  const descriptor = await copyShown(ctx, ["pushing", "pushed"], `${name} to ${place.name}`, (onBlob) =>
    copyImage(image, image.digest, place.store, attachAll ? undefined : first, { onBlob }),
  );
  const attached = (await attachAll?.(place.store, descriptor)) ?? [];
  // Whoever asks for a tag finds the image with all that belongs to it
  const tags = first === undefined ? [] : [first, ...others];
  for (const tag of attachAll ? tags : others) {
    await place.store.writeManifest(await image.readManifest(descriptor.digest), tag);
  }
  await place.save();
  return {
    name,
    repository: place.name,
    tags,
    digest: descriptor.digest,
    variant: args.variant,
    moduleSize: content.module.length,
    size: image.size,
    attached,
  };
}

async function attachmentsOf(
  ctx: CommandContext,
  packed: PackedTarget,
  image: Digest,
  args: BuiltAttachments & SigningArguments,
): Promise<AttachAll | undefined> {
  const { sbom, provenance, sourceMap, sign, key, identityToken } = args;
  if (!sbom && !provenance && !sourceMap && !sign && key === undefined && identityToken === undefined) return undefined;
  const { prepareAttachments } = await import("../attach/prepare-attachments.ts");
  return prepareAttachments(ctx, packed, image, args);
}
