import { MeshWasmError } from "../../core/index.ts";
import type { Digest } from "../digest.ts";
import type { ImageSource } from "../image-store.ts";
import type { Descriptor } from "../manifest.ts";
import { type FoundBundles, readBundle } from "./find-bundles.ts";
import { openBundle } from "./open-bundle.ts";
import { checkStatement } from "./statement.ts";
import type { SignedBy, Trust } from "./trust.ts";

/** A signature that is valid, and whose it is. */
export interface ValidSignature {
  /** Of its manifest. */
  readonly digest: Digest;
  readonly by: SignedBy;
}

/** The signatures of an image: those that are valid, and what is wrong with the others. */
export interface Judgement {
  readonly valid: ValidSignature[];
  readonly refused: MeshWasmError[];
}

/**
 * Looks at every signature of an image. One that is damaged does not hide one that is valid.
 *
 * @param found What may be a signature of the image, by `findBundles`.
 * @throws MeshWasmError as registries do
 */
export async function judgeSignatures(
  source: ImageSource,
  image: Digest,
  trust: Trust,
  { signatures }: Pick<FoundBundles, "signatures">,
): Promise<Judgement> {
  const judgement: Judgement = { valid: [], refused: [] };
  for (const signature of signatures) {
    try {
      const by = await judge(source, signature, image, trust);
      if (by) judgement.valid.push({ digest: signature.digest, by });
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
  trust: Trust,
): Promise<SignedBy | undefined> {
  const name = `signature ${signature.digest}`;
  const bundle = await readBundle(source, signature, "signature");
  if (!bundle) return undefined;
  const { payload, by } = await openBundle(bundle, trust, name);
  checkStatement(payload, image, name);
  return by;
}

function isAboutSignature(error: unknown): error is MeshWasmError {
  return error instanceof MeshWasmError && error.code.startsWith("MW08");
}
