import { type Digest, signImage } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { shownStep } from "../framework/shown-step.ts";
import { imagePlace, type PlaceArguments, referenceIn } from "./image-place.ts";
import { type ShownSigner, shownSigner } from "./shown-signer.ts";
import { type SignerArguments, signerFor } from "./signer-for.ts";

/** What `sign` was asked for. */
export interface SignArguments extends PlaceArguments, SignerArguments {
  reference: string;
}

/** A signature of an image. */
export type SignedReference = ShownSigner & {
  repository: string;
  /** Of the image. */
  digest: Digest;
  /** Of the signature's manifest. */
  signature: Digest;
  /** False where the key had signed the image before. */
  isNew: boolean;
};

/**
 * Signs an image and attaches the signature to it.
 *
 * @throws MeshWasmError MW0704 for an image that there is not, as {@link signerFor} and signers, and as registries do
 */
export async function signReference(ctx: CommandContext, args: SignArguments): Promise<SignedReference> {
  const { reference } = args;
  const place = await imagePlace(ctx, reference, args);
  const wanted = referenceIn(place);
  const signer = await signerFor(ctx, args);
  const { image, signature, by, isNew } = await shownStep(
    ctx,
    `signing ${reference}`,
    () => `signed ${reference}`,
    async () => {
      const signed = await signImage(place.store, wanted, signer);
      if (signed.isNew) await place.save();
      return signed;
    },
  );
  if (place.digest === undefined)
    ctx.warn(`the tag ${place.tag} may name another image later; what is signed is ${image.digest}`);
  return { repository: place.name, digest: image.digest, signature, ...shownSigner(by), isNew };
}
