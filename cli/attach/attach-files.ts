import {
  type Attachment,
  attachmentKind,
  attachToImage,
  type Descriptor,
  type Digest,
  type ImageStore,
} from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";

/** Something that is attached to an image. */
export interface AttachedFile {
  /** For people: `SBOM (CycloneDX)`. */
  kind: string;
  artifactType: string;
  /** Of the manifest that refers to the image. */
  digest: Digest;
}

/** Attaches files to an image, one after the other, and shows it. */
export async function attachFiles(
  ctx: CommandContext,
  store: ImageStore,
  image: Descriptor,
  attachments: readonly Attachment[],
): Promise<AttachedFile[]> {
  const attached: AttachedFile[] = [];
  for (const attachment of attachments) {
    const { artifactType } = attachment;
    const kind = attachmentKind(attachment);
    const step = ctx.progress.step(`attaching ${kind}`);
    try {
      attached.push({ kind, artifactType, digest: await attachToImage(store, image, attachment) });
    } catch (error) {
      step.fail();
      throw error;
    }
    step.done(`attached ${kind}`);
  }
  return attached;
}
