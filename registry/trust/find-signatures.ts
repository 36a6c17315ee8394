import { MeshWasmError } from "../../core/index.ts";
import type { Digest } from "../digest.ts";
import type { ImageSource } from "../image-store.ts";
import { type Descriptor, type ImageManifest, isIndex, parseManifest } from "../manifest.ts";
import { emptyType, imageConfigType } from "../media-types.ts";
import { readOr } from "./content-fault.ts";
import { signPredicate } from "./statement.ts";

/** Nobody signs an image more often; whoever may write to a repository could have others read for ever. */
const mostSignatures = 1000;
/** What a signature of a key has is about 1 kB; one with a certificate and a log's proof has some more. */
const largestBundle = 1 << 20;
/** Registries that know nothing of artifact types give the type of the configuration in their place. */
const saysNothing: readonly (string | undefined)[] = [undefined, emptyType, imageConfigType];
/** Says of a bundle what is in it, before it is read. */
export const predicateAnnotation = "dev.sigstore.bundle.predicateType";

/**
 * What is attached to an image and may be a signature of it. Bundles that say of themselves that they are something else, such
 * as how the image was built, are left out.
 *
 * @throws MeshWasmError MW0805 where the list is damaged or has no end
 */
export async function findSignatures(source: ImageSource, image: Digest): Promise<Descriptor[]> {
  const what = `what refers to ${source.name}@${image} cannot be read`;
  const found = (await readOr("MW0805", what, () => source.referrers(image))).filter(mayBeSignature);
  if (found.length <= mostSignatures) return found;
  throw new MeshWasmError("MW0805", `${source.name}@${image} has ${found.length} signatures`, {
    details: [`no more than ${mostSignatures} are looked at`],
  });
}

/**
 * The bundle of a signature.
 *
 * @returns undefined for what turns out to be something else
 * @throws MeshWasmError MW0805 for one that is damaged
 */
export async function readBundle(source: ImageSource, signature: Descriptor): Promise<Uint8Array | undefined> {
  const name = `signature ${signature.digest}`;
  const manifest = await readOr("MW0805", `the manifest of ${name} is damaged`, () => readSigned(source, signature));
  if (!manifest || !holdsBundle(manifest)) return undefined;
  const [bundle] = manifest.layers;
  if (!bundle || manifest.layers.length > 1) {
    throw new MeshWasmError("MW0805", `${name} has ${manifest.layers.length} layers, and one bundle is needed`);
  }
  if (bundle.size > largestBundle) {
    throw new MeshWasmError("MW0805", `the bundle of ${name} has ${bundle.size} bytes`, {
      details: [`no more than ${largestBundle} are read`],
    });
  }
  return readOr("MW0805", `the bundle of ${name} is damaged`, () => source.readBlob(bundle));
}

function mayBeSignature({ artifactType, annotations }: Descriptor): boolean {
  return (saysNothing.includes(artifactType) || isBundle(artifactType)) && saysSignature(annotations);
}

function holdsBundle({ artifactType, layers, annotations }: ImageManifest): boolean {
  return isBundle(artifactType ?? layers[0]?.mediaType) && saysSignature(annotations);
}

/** In whatever version: that it cannot be read is said later. */
function isBundle(type: string | undefined): boolean {
  return type?.startsWith("application/vnd.dev.sigstore.bundle") === true;
}

function saysSignature(annotations: Descriptor["annotations"]): boolean {
  return (annotations?.[predicateAnnotation] ?? signPredicate) === signPredicate;
}

async function readSigned(source: ImageSource, { digest }: Descriptor): Promise<ImageManifest | undefined> {
  const { bytes, descriptor } = await source.readManifest(digest);
  const manifest = parseManifest(bytes, descriptor.mediaType, `${source.name}@${digest}`);
  return isIndex(manifest) ? undefined : manifest;
}
