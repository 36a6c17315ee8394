import { MeshWasmError } from "../../core/index.ts";
import { readModule as readWasm } from "../../module/index.ts";
import {
  checkPolicy,
  type Digest,
  type ImageStore,
  type Policy,
  predicateKind,
  readModule,
  readPolicy,
  type Trust,
  type VerifiedImage,
  verifyImage,
} from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { shownStep } from "../framework/shown-step.ts";
import { policyTrust } from "../policy/policy-trust.ts";
import { imagePlace, type PlaceArguments, referenceIn } from "./image-place.ts";
import { readTextFile } from "./read-text-file.ts";
import { type ShownSigner, shownSigner } from "./shown-signer.ts";
import { type TrustArguments, trustFor, trustIsNamed } from "./trust-for.ts";

/** What `verify` was asked for. */
export interface VerifyArguments extends PlaceArguments, TrustArguments {
  reference: string;
  policy: string | undefined;
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
  /** What the same signers say of it. */
  attestations: (ShownSigner & {
    /** For people: `provenance (SLSA)`. */
    kind: string;
    predicateType: string;
    /** Of the attestation's manifest. */
    digest: Digest;
  })[];
  /** Whether it was held against a policy. */
  policy: boolean;
}

/**
 * Checks that an image is signed by somebody who is trusted, that it is what was signed, and that it is what a policy wants.
 *
 * @throws MeshWasmError MW0801 to MW0807, MW0814 and MW0815 for an image that is not good, MW0816 for a policy that cannot be read,
 * MW0817 for an image that is not what it wants, MW0106 where both the policy and an option say who must have signed, MW0704 for one that there is not, as {@link trustFor}, and as registries do
 */
export async function verifyReference(ctx: CommandContext, args: VerifyArguments): Promise<VerifiedReference> {
  const { reference } = args;
  const policy = args.policy === undefined ? undefined : await policyIn(ctx, args.policy);
  const trust = await trustOf(ctx, args, policy);
  const place = await imagePlace(ctx, reference, args);
  const verified = await shownStep(
    ctx,
    `verifying ${reference}`,
    () => `verified ${reference}`,
    async () => {
      const found = await verifyImage(place.store, referenceIn(place), trust);
      if (policy) await holdAgainst(policy, place.store, found);
      return found;
    },
  );
  for (const { message } of verified.ignored) ctx.warn(message);
  return {
    repository: place.name,
    digest: verified.image.digest,
    signatures: verified.signatures.map(({ digest, by }) => ({ digest, ...shownSigner(by) })),
    parts: verified.parts,
    attestations: verified.attestations.map(({ predicateType, digest, by }) => {
      return { kind: predicateKind(predicateType), predicateType, digest, ...shownSigner(by) };
    }),
    policy: policy !== undefined,
  };
}

async function policyIn(ctx: CommandContext, file: string): Promise<Policy> {
  return readPolicy(await readTextFile(ctx, file, "the policy"), file);
}

async function trustOf(ctx: CommandContext, args: VerifyArguments, policy: Policy | undefined): Promise<Trust> {
  if (!policy?.signers || args.policy === undefined) return trustFor(ctx, args);
  // An option that goes before a policy would be a way around the gate
  if (trustIsNamed(args)) {
    throw new MeshWasmError("MW0106", `${args.policy} names who must have signed, and an option does, too`, {
      hint: "leave out the option, or `signers` of the policy",
    });
  }
  return policyTrust(ctx, policy.signers, args.policy);
}

async function holdAgainst(
  policy: Policy,
  store: ImageStore,
  { image, attestations, ignored }: VerifiedImage,
): Promise<void> {
  const { module } = await readModule(store, image.digest);
  checkPolicy(policy, { name: `${store.name}@${image.digest}`, module: readWasm(module), attestations, ignored });
}
