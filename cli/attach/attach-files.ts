import {
  type Attachment,
  attachmentKind,
  attachToImage,
  attestImage,
  type Descriptor,
  type Digest,
  type ImageStore,
  predicateOf,
  type Signer,
} from "../../registry/index.ts";
import { bundleType } from "../../registry/media-types.ts";
import type { CommandContext } from "../framework/context.ts";
import { shownStep } from "../framework/shown-step.ts";

/** Something that is attached to an image. */
export interface AttachedFile {
  /** For people: `SBOM (CycloneDX)`. */
  kind: string;
  artifactType: string;
  /** Of the manifest that refers to the image. */
  digest: Digest;
}

/**
 * Attaches files to an image, one after the other, and shows it.
 *
 * @param signer Signs what is a statement; undefined: nothing is signed.
 */
export async function attachFiles(
  ctx: CommandContext,
  store: ImageStore,
  image: Descriptor,
  attachments: readonly Attachment[],
  signer?: Signer,
): Promise<AttachedFile[]> {
  const attached: AttachedFile[] = [];
  for (const attachment of attachments) {
    const predicate = signer && predicateOf(attachment);
    const kind = `${predicate ? "signed " : ""}${attachmentKind(attachment)}`;
    const digest = await shownStep(
      ctx,
      `attaching ${kind}`,
      () => `attached ${kind}`,
      () =>
        predicate
          ? attestImage(store, image, predicate.type, predicate.value, signer)
          : attachToImage(store, image, attachment),
    );
    attached.push({ kind, artifactType: predicate ? bundleType : attachment.artifactType, digest });
  }
  return attached;
}
