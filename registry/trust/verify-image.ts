import { MeshWasmError } from "../../core/index.ts";
import { isDigest } from "../digest.ts";
import type { ImageSource, StoredManifest } from "../image-store.ts";
import type { Descriptor } from "../manifest.ts";
import { checkContent } from "./check-content.ts";
import { asFault } from "./content-fault.ts";
import { findBundles } from "./find-bundles.ts";
import { type Attestation, judgeAttestations } from "./judge-attestations.ts";
import { judgeSignatures, type ValidSignature } from "./judge-signatures.ts";
import type { Trust } from "./trust.ts";
import { heaviestFirst } from "./trust-any.ts";

/** An image that is signed, and whole. */
export interface VerifiedImage {
  readonly image: Descriptor;
  /** One at least. */
  readonly signatures: readonly ValidSignature[];
  /** How many configurations and layers were read. */
  readonly parts: number;
  /** Statements about it of the same signers: lists of parts, how it was built. */
  readonly attestations: readonly Attestation[];
  /** Why others count for nothing. */
  readonly ignored: readonly MeshWasmError[];
}

/**
 * Checks that an image is signed by somebody who is trusted, and that all that it is made of is what was signed.
 *
 * @param reference A tag or digest of the source.
 * @throws MeshWasmError MW0704 for an image that there is not, MW0801 for one without a signature, MW0802 to MW0806, MW0814 and
 * MW0815 for what is wrong with those that there are, or with statements of the same signers, MW0807 for an image that is not what
 * was signed
 * @example
 * const { image } = await verifyImage(repository, "1.0.0", trustKeys([readPublicKey(pem, "cosign.pub")]));
 * console.log(`run ${repository.name}@${image.digest}`);
 */
export async function verifyImage(source: ImageSource, reference: string, trust: Trust): Promise<VerifiedImage> {
  const manifest = await readImage(source, reference);
  const { descriptor: image } = manifest;
  const found = await findBundles(source, image.digest);
  const { valid, refused } = await judgeSignatures(source, image.digest, trust, found);
  if (valid.length === 0) throw unsigned(`${source.name}@${image.digest}`, refused, trust);
  const parts = await checkContent(source, manifest);
  const { valid: attestations, ignored } = await judgeAttestations(source, image.digest, trust, found);
  return { image, signatures: valid, parts, attestations, ignored };
}

async function readImage(source: ImageSource, reference: string): Promise<StoredManifest> {
  try {
    return await source.readManifest(reference);
  } catch (error) {
    // No image is another answer than a wrong one
    if (error instanceof MeshWasmError && error.code === "MW0704") throw error;
    const name = `${source.name}${isDigest(reference) ? "@" : ":"}${reference}`;
    throw asFault(error, "MW0807", `the manifest of ${name} is not what it should be`);
  }
}

function unsigned(image: string, refused: readonly MeshWasmError[], { names }: Trust): MeshWasmError {
  // What says most about an image is what its error tells; the others are in the details
  const [first, ...others] = heaviestFirst(refused);
  if (!first) return new MeshWasmError("MW0801", `${image} has no signature`);
  const rest = others.map(({ message }) => message);
  if (first.code !== "MW0802") {
    return new MeshWasmError(first.code, first.message, { details: [`of ${image}`, ...first.details, ...rest] });
  }
  return new MeshWasmError("MW0802", `${image} is signed, and not by ${names}`, { details: [first.message, ...rest] });
}
