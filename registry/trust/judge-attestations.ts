import { type ErrorCode, MeshWasmError } from "../../core/index.ts";
import type { Digest } from "../digest.ts";
import type { ImageSource } from "../image-store.ts";
import type { Descriptor } from "../manifest.ts";
import { type FoundBundles, readBundle } from "./find-bundles.ts";
import { openBundle } from "./open-bundle.ts";
import { parseStatement, showSubjects } from "./statement.ts";
import type { SignedBy, Trust } from "./trust.ts";

/** A signed statement about an image. */
export interface Attestation {
  /** Of the manifest that holds it. */
  readonly digest: Digest;
  /** What kind of thing it says, such as `https://slsa.dev/provenance/v1`. */
  readonly predicateType: string;
  /** What it says. */
  readonly predicate: unknown;
  readonly by: SignedBy;
}

/** What is signed of an image beside itself. */
export interface JudgedAttestations {
  readonly valid: Attestation[];
  /** Those of others, and in forms that are not understood here: they count for nothing, and do no harm. */
  readonly ignored: MeshWasmError[];
}

/** Somebody has changed what a trusted one had said, or has moved it to another image. */
const tampered: readonly ErrorCode[] = ["MW0803", "MW0804", "MW0807", "MW0815"];

/**
 * Looks at the statements that are attached to an image: lists of parts, how it was built.
 *
 * @throws MeshWasmError MW0803, MW0804, MW0807 or MW0815 for one of a trusted signer that was changed or is of another image, and as
 * registries do
 */
export async function judgeAttestations(
  source: ImageSource,
  image: Digest,
  trust: Trust,
  { attestations }: Pick<FoundBundles, "attestations">,
): Promise<JudgedAttestations> {
  const judged: JudgedAttestations = { valid: [], ignored: [] };
  for (const each of attestations) {
    try {
      const attestation = await judge(source, each, image, trust);
      if (attestation) judged.valid.push(attestation);
    } catch (error) {
      if (!isHarmless(error)) throw error;
      judged.ignored.push(error);
    }
  }
  return judged;
}

async function judge(
  source: ImageSource,
  attestation: Descriptor,
  image: Digest,
  trust: Trust,
): Promise<Attestation | undefined> {
  const { digest } = attestation;
  const name = `attestation ${digest}`;
  const bundle = await readBundle(source, attestation, "attestation");
  if (!bundle) return undefined;
  const { payload, by } = await openBundle(bundle, trust, name);
  const { subjects, predicateType, predicate } = parseStatement(payload, name);
  if (subjects.includes(image)) return { digest, predicateType, predicate, by };
  throw new MeshWasmError("MW0804", `${name} is of another image`, {
    details: [`it is about: ${showSubjects(subjects)}`, `this image:  ${image}`],
  });
}

/** What cannot be read because its bytes are others is not harmless: the cause tells. */
function isHarmless(error: unknown): error is MeshWasmError {
  if (!(error instanceof MeshWasmError) || !error.code.startsWith("MW08")) return false;
  return !tampered.includes(error.code) && !(error.cause instanceof MeshWasmError);
}
