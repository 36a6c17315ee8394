import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import {
  type Attachment,
  asItIs,
  checkSubject,
  type Digest,
  predicateOf,
  recogniseAttachment,
} from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { imagePlace, type PlaceArguments, referenceIn } from "../image/image-place.ts";
import { type SigningArguments, signerIfAsked } from "../image/signer-if-asked.ts";
import { type AttachedFile, attachFiles } from "./attach-files.ts";

/** What `attach` was asked for. */
export interface AttachArguments extends PlaceArguments, SigningArguments {
  reference: string;
  file: readonly string[];
  artifactType: string | undefined;
}

/** An image with what was attached to it. */
export interface AttachedReference {
  repository: string;
  /** Of the image. */
  digest: Digest;
  attached: AttachedFile[];
}

/**
 * Attaches files to an image.
 *
 * @throws MeshWasmError MW0107 for a file that cannot be read, MW0103 for one whose type is to be said, MW0722 for a statement about
 * another image, MW0704 for an image that there is not, as signers do, and as registries do
 */
export async function attachReference(ctx: CommandContext, args: AttachArguments): Promise<AttachedReference> {
  const { reference, file: files, artifactType } = args;
  const attachments = await Promise.all(files.map((file) => readAttachment(ctx, file, artifactType)));
  const place = await imagePlace(ctx, reference, args);
  const { descriptor } = await place.store.readManifest(referenceIn(place));
  for (const attachment of attachments) checkSubject(attachment, descriptor.digest);
  const signer = await signerIfAsked(ctx, args);
  const unsigned = signer && attachments.find((attachment) => !predicateOf(attachment));
  if (unsigned) {
    throw new MeshWasmError("MW0103", `${unsigned.title} cannot be signed: it is no statement about the image`, {
      hint: "lists of parts in CycloneDX and SPDX and statements of in-toto can; attach the others without --sign and --key",
    });
  }
  const attached = await attachFiles(ctx, place.store, descriptor, attachments, signer);
  await place.save();
  return { repository: place.name, digest: descriptor.digest, attached };
}

async function readAttachment(
  ctx: CommandContext,
  file: string,
  artifactType: string | undefined,
): Promise<Attachment> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(resolve(ctx.cwd, file));
  } catch (error) {
    throw new MeshWasmError("MW0107", `cannot read ${file}`, { details: [(error as Error).message], cause: error });
  }
  const title = basename(file);
  if (artifactType !== undefined) return asItIs(artifactType, bytes, title);
  const known = recogniseAttachment(bytes, title);
  if (known) return known;
  throw new MeshWasmError("MW0103", `${file} is of no type that is known here`, {
    details: ["known are lists of parts in CycloneDX and SPDX, statements of in-toto, and source maps, in JSON"],
    hint: "say what it is: --artifact-type application/vnd.acme.report+json",
  });
}
