import { MeshWasmError } from "../../core/index.ts";
import type { Digest } from "../digest.ts";
import type { ImageSource } from "../image-store.ts";
import { type Descriptor, type ImageManifest, isIndex, parseManifest } from "../manifest.ts";
import { saysNothing } from "../media-types.ts";
import { readOr } from "./content-fault.ts";
import { signPredicate } from "./statement.ts";

/** Nobody signs an image more often; whoever may write to a repository could have others read for ever. */
const mostSignatures = 1000;
/** A signature of a key has about 1 kB, one with a certificate and a log's proof some more; a signed list of parts is as large as that. */
const largestBundle = { signature: 1 << 20, attestation: 16 << 20 };
/** Says of a bundle what is in it, before it is read. */
export const predicateAnnotation = "dev.sigstore.bundle.predicateType";

/** What is attached to an image and carries a signature. */
export interface FoundBundles {
  /** What may be a signature of the image. */
  readonly signatures: Descriptor[];
  /** What may be a statement of another kind about it, such as how it was built. Where a list says too little, it is in both. */
  readonly attestations: Descriptor[];
}

/**
 * Finds the bundles that are attached to an image.
 *
 * @throws MeshWasmError MW0805 where the list is damaged or has no end
 */
export async function findBundles(source: ImageSource, image: Digest): Promise<FoundBundles> {
  const what = `what refers to ${source.name}@${image} cannot be read`;
  const found = (await readOr("MW0805", what, () => source.referrers(image))).filter(mayBeBundle);
  if (found.length > mostSignatures) {
    throw new MeshWasmError("MW0805", `${source.name}@${image} has ${found.length} signatures`, {
      details: [`no more than ${mostSignatures} are looked at`],
    });
  }
  return {
    signatures: found.filter(({ annotations }) => saysSignature(annotations)),
    attestations: found.filter(({ annotations }) => annotations?.[predicateAnnotation] !== signPredicate),
  };
}

/**
 * The bundle of a signature, or of another statement that is signed.
 *
 * @returns undefined for what turns out to be something else
 * @throws MeshWasmError MW0805 for one that is damaged
 */
export async function readBundle(
  source: ImageSource,
  descriptor: Descriptor,
  kind: keyof typeof largestBundle,
): Promise<Uint8Array | undefined> {
  const name = `${kind} ${descriptor.digest}`;
  const manifest = await readOr("MW0805", `the manifest of ${name} is damaged`, () => readSigned(source, descriptor));
  if (!manifest || !holdsBundle(manifest)) return undefined;
  if (saysSignature(manifest.annotations) !== (kind === "signature")) return undefined;
  const [bundle] = manifest.layers;
  if (!bundle || manifest.layers.length > 1) {
    throw new MeshWasmError("MW0805", `${name} has ${manifest.layers.length} layers, and one bundle is needed`);
  }
  if (bundle.size > largestBundle[kind]) {
    throw new MeshWasmError("MW0805", `the bundle of ${name} has ${bundle.size} bytes`, {
      details: [`no more than ${largestBundle[kind]} are read`],
    });
  }
  return readOr("MW0805", `the bundle of ${name} is damaged`, () => source.readBlob(bundle));
}

function mayBeBundle({ artifactType }: Descriptor): boolean {
  return saysNothing.includes(artifactType) || isBundle(artifactType);
}

function holdsBundle({ artifactType, layers }: ImageManifest): boolean {
  return isBundle(artifactType ?? layers[0]?.mediaType);
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
