import { attachmentKind, type Descriptor, type Digest, type ImageStore, signImage } from "../../registry/index.ts";
import { bundleType } from "../../registry/media-types.ts";
import type { CommandContext } from "../framework/context.ts";
import { shownStep } from "../framework/shown-step.ts";
import type { PackedTarget } from "../image/pack-target.ts";
import { type SigningArguments, signerIfAsked } from "../image/signer-if-asked.ts";
import { type AttachedFile, attachFiles } from "./attach-files.ts";
import { type BuiltAttachments, builtAttachments } from "./built-attachments.ts";

/** Attaches what goes along with an image, which is where it was to go by now, and has no tag yet. */
export type AttachAll = (store: ImageStore, image: Descriptor) => Promise<AttachedFile[]>;

/**
 * Gets everything ready that goes along with an image, so that what is missing shows before anything is sent.
 *
 * @throws MeshWasmError as {@link builtAttachments} and {@link signerIfAsked}
 */
export async function prepareAttachments(
  ctx: CommandContext,
  packed: PackedTarget,
  digest: Digest,
  args: BuiltAttachments & SigningArguments,
): Promise<AttachAll> {
  const attachments = await builtAttachments(ctx, packed, digest, args);
  const signer = await signerIfAsked(ctx, args);
  return async (store, image) => {
    const attached = await attachFiles(ctx, store, image, attachments, signer);
    if (!signer) return attached;
    const { signature } = await shownStep(
      ctx,
      "signing",
      () => "signed",
      () => signImage(store, image.digest, signer),
    );
    return [
      ...attached,
      { kind: attachmentKind({ artifactType: bundleType }), artifactType: bundleType, digest: signature },
    ];
  };
}
