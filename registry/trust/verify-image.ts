import { type ErrorCode, MeshWasmError } from "../../core/index.ts";
import { isDigest } from "../digest.ts";
import type { ImageSource, StoredManifest } from "../image-store.ts";
import type { Descriptor } from "../manifest.ts";
import { checkContent } from "./check-content.ts";
import { asFault } from "./content-fault.ts";
import { judgeSignatures, type ValidSignature } from "./judge-signatures.ts";
import type { Trust } from "./trust.ts";

/** An image that is signed, and whole. */
export interface VerifiedImage {
  readonly image: Descriptor;
  /** One at least. */
  readonly signatures: readonly ValidSignature[];
  /** How many configurations and layers were read. */
  readonly parts: number;
}

/** What says most about an image is what its error tells; the others are in the details. */
const byWeight: readonly ErrorCode[] = ["MW0803", "MW0815", "MW0814", "MW0804", "MW0805", "MW0806", "MW0802"];

/**
 * Checks that an image is signed by somebody who is trusted, and that all that it is made of is what was signed.
 *
 * @param reference A tag or digest of the source.
 * @throws MeshWasmError MW0704 for an image that there is not, MW0801 for one without a signature, MW0802 to MW0806, MW0814 and
 * MW0815 for what is wrong with those that there are, MW0807 for an image that is not what was signed
 * @example
 * const { image } = await verifyImage(repository, "1.0.0", trustKeys([readPublicKey(pem, "cosign.pub")]));
 * console.log(`run ${repository.name}@${image.digest}`);
 */
export async function verifyImage(source: ImageSource, reference: string, trust: Trust): Promise<VerifiedImage> {
  const manifest = await readImage(source, reference);
  const { descriptor: image } = manifest;
  const { valid, refused } = await judgeSignatures(source, image.digest, trust);
  if (valid.length === 0) throw unsigned(`${source.name}@${image.digest}`, refused, trust);
  return { image, signatures: valid, parts: await checkContent(source, manifest) };
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
  const [first, ...others] = [...refused].sort((a, b) => byWeight.indexOf(a.code) - byWeight.indexOf(b.code));
  if (!first) return new MeshWasmError("MW0801", `${image} has no signature`);
  const rest = others.map(({ message }) => message);
  if (first.code !== "MW0802") {
    return new MeshWasmError(first.code, first.message, { details: [`of ${image}`, ...first.details, ...rest] });
  }
  return new MeshWasmError("MW0802", `${image} is signed, and not by ${names}`, { details: [first.message, ...rest] });
}
