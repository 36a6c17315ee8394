import { type Digest, readPrivateKey, type SignedImage, signImage } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { imagePlace, type PlaceArguments, referenceIn } from "./image-place.ts";
import { keyPassword } from "./key-password.ts";
import { missingKey, readKeyFile } from "./read-key-file.ts";

/** What `sign` was asked for. */
export interface SignArguments extends PlaceArguments {
  reference: string;
  key: string | undefined;
}

/** A signature of an image. */
export interface SignedReference {
  repository: string;
  /** Of the image. */
  digest: Digest;
  /** Of the signature's manifest. */
  signature: Digest;
  /** SHA-256 of the public key in DER. */
  key: string;
  /** False where the key had signed the image before. */
  isNew: boolean;
}

/**
 * Signs an image and attaches the signature to it.
 *
 * @throws MeshWasmError MW0103 without a key or its password, MW0808 and MW0809 for one that cannot be used, MW0704 for an image
 * that there is not, and as registries do
 */
export async function signReference(ctx: CommandContext, args: SignArguments): Promise<SignedReference> {
  const { reference, key: file } = args;
  if (file === undefined) throw missingKey("sign", "cosign.key");
  const place = await imagePlace(ctx, reference, args);
  const wanted = referenceIn(place);
  const key = await readPrivateKey(await readKeyFile(ctx, file), file, () => keyPassword(ctx, file));
  const step = ctx.progress.step(`signing ${reference}`);
  let signed: SignedImage;
  try {
    signed = await signImage(place.store, wanted, key, file);
    if (signed.isNew) await place.save();
  } catch (error) {
    step.fail();
    throw error;
  }
  step.done(`signed ${reference}`);
  const { image, signature, key: publicKey, isNew } = signed;
  if (place.digest === undefined)
    ctx.warn(`the tag ${place.tag} may name another image later; what is signed is ${image.digest}`);
  return { repository: place.name, digest: image.digest, signature, key: publicKey.id, isNew };
}
