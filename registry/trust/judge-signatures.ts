import { MeshWasmError } from "../../core/index.ts";
import type { Digest } from "../digest.ts";
import type { ImageSource } from "../image-store.ts";
import type { Descriptor } from "../manifest.ts";
import { findSignatures, readBundle } from "./find-signatures.ts";
import { judgeBundle } from "./judge-bundle.ts";
import type { PublicKey } from "./public-key.ts";

/** A signature that is valid, and whose it is. */
export interface ValidSignature {
  /** Of its manifest. */
  readonly digest: Digest;
  readonly key: PublicKey;
}

/** The signatures of an image: those that are valid, and what is wrong with the others. */
export interface Judgement {
  readonly valid: ValidSignature[];
  readonly refused: MeshWasmError[];
}

/**
 * Looks at every signature of an image. One that is damaged does not hide one that is valid.
 *
 * @throws MeshWasmError MW0805 where they cannot be listed, and as registries do
 */
export async function judgeSignatures(
  source: ImageSource,
  image: Digest,
  keys: readonly PublicKey[],
): Promise<Judgement> {
  const judgement: Judgement = { valid: [], refused: [] };
  for (const signature of await findSignatures(source, image)) {
    try {
      const key = await judge(source, signature, image, keys);
      if (key) judgement.valid.push({ digest: signature.digest, key });
    } catch (error) {
      if (!isAboutSignature(error)) throw error;
      judgement.refused.push(error);
    }
  }
  return judgement;
}

async function judge(
  source: ImageSource,
  signature: Descriptor,
  image: Digest,
  keys: readonly PublicKey[],
): Promise<PublicKey | undefined> {
  const bundle = await readBundle(source, signature);
  return bundle && judgeBundle(bundle, image, keys, `signature ${signature.digest}`);
}

function isAboutSignature(error: unknown): error is MeshWasmError {
  return error instanceof MeshWasmError && error.code.startsWith("MW08");
}
