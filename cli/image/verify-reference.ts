import { type Digest, readPublicKey, type VerifiedImage, verifyImage } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { imagePlace, type PlaceArguments, referenceIn } from "./image-place.ts";
import { missingKey, readKeyFile } from "./read-key-file.ts";

/** What `verify` was asked for. */
export interface VerifyArguments extends PlaceArguments {
  reference: string;
  key: readonly string[];
}

/** An image that is signed, and whole. */
export interface VerifiedReference {
  repository: string;
  digest: Digest;
  signatures: {
    /** Of the signature's manifest. */
    digest: Digest;
    /** SHA-256 of the public key in DER. */
    key: string;
    /** As --key named it. */
    keyFile: string;
  }[];
  /** How many configurations and layers were read. */
  parts: number;
}

/**
 * Checks that an image is signed with one of some keys, and that it is what was signed.
 *
 * @throws MeshWasmError MW0103 without a key, MW0808 for one that cannot be used, MW0801 to MW0807 for an image that is not good,
 * MW0704 for one that there is not, and as registries do
 */
export async function verifyReference(ctx: CommandContext, args: VerifyArguments): Promise<VerifiedReference> {
  const { reference } = args;
  if (args.key.length === 0) throw missingKey("verify", "cosign.pub");
  const keys = await Promise.all(args.key.map(async (file) => readPublicKey(await readKeyFile(ctx, file), file)));
  const place = await imagePlace(ctx, reference, args);
  const step = ctx.progress.step(`verifying ${reference}`);
  let verified: VerifiedImage;
  try {
    verified = await verifyImage(place.store, referenceIn(place), keys);
  } catch (error) {
    step.fail();
    throw error;
  }
  step.done(`verified ${reference}`);
  const signatures = verified.signatures.map(({ digest, key }) => ({ digest, key: key.id, keyFile: key.name }));
  return { repository: place.name, digest: verified.image.digest, signatures, parts: verified.parts };
}
