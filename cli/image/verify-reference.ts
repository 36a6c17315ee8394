import { type Digest, type VerifiedImage, verifyImage } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { imagePlace, type PlaceArguments, referenceIn } from "./image-place.ts";
import { type ShownSigner, shownSigner } from "./shown-signer.ts";
import { type TrustArguments, trustFor } from "./trust-for.ts";

/** What `verify` was asked for. */
export interface VerifyArguments extends PlaceArguments, TrustArguments {
  reference: string;
}

/** An image that is signed, and whole. */
export interface VerifiedReference {
  repository: string;
  digest: Digest;
  signatures: (ShownSigner & {
    /** Of the signature's manifest. */
    digest: Digest;
  })[];
  /** How many configurations and layers were read. */
  parts: number;
}

/**
 * Checks that an image is signed by somebody who is trusted, and that it is what was signed.
 *
 * @throws MeshWasmError MW0801 to MW0807, MW0814 and MW0815 for an image that is not good, MW0704 for one that there is not, as
 * {@link trustFor}, and as registries do
 */
export async function verifyReference(ctx: CommandContext, args: VerifyArguments): Promise<VerifiedReference> {
  const { reference } = args;
  const trust = await trustFor(ctx, args);
  const place = await imagePlace(ctx, reference, args);
  const step = ctx.progress.step(`verifying ${reference}`);
  let verified: VerifiedImage;
  try {
    verified = await verifyImage(place.store, referenceIn(place), trust);
  } catch (error) {
    step.fail();
    throw error;
  }
  step.done(`verified ${reference}`);
  const signatures = verified.signatures.map(({ digest, by }) => ({ digest, ...shownSigner(by) }));
  return { repository: place.name, digest: verified.image.digest, signatures, parts: verified.parts };
}
