import * as v from "valibot";
import { type CapabilityKind, capabilityKinds } from "../../module/index.ts";

/** Names that are allowed; `*` in one stands for any text, and `"*"` alone for names that show only at run time, too. */
const names = v.array(v.string());

const text = v.pipe(v.string(), v.nonEmpty("is empty"));

const signer = v.union([
  v.strictObject({ key: text }),
  v.pipe(
    v.strictObject({
      identity: v.optional(text),
      identityRegexp: v.optional(text),
      issuer: v.optional(text),
      issuerRegexp: v.optional(text),
      trustedRoot: v.optional(text),
    }),
    v.check(
      ({ identity, identityRegexp, issuer, issuerRegexp }) =>
        isOne(identity, identityRegexp) && isOne(issuer, issuerRegexp),
      "names neither a key nor one identity with one issuer",
    ),
  ),
]);

function isOne(first: string | undefined, second: string | undefined): boolean {
  return (first === undefined) !== (second === undefined);
}

/** What of a module can be limited: calls of the host, and each kind of names that they are given. */
export const limitedKinds: readonly (CapabilityKind | "hostCalls")[] = ["hostCalls", ...capabilityKinds];

const limits = Object.fromEntries(limitedKinds.map((kind) => [kind, v.optional(names)])) as Record<
  CapabilityKind | "hostCalls",
  v.OptionalSchema<typeof names, undefined>
>;

/** The form of a policy file. */
export const policyForm = v.strictObject({
  signers: v.optional(v.pipe(v.array(signer), v.nonEmpty("names nobody"))),
  attestations: v.optional(v.array(v.picklist(["sbom", "provenance"]))),
  provenance: v.optional(v.strictObject({ builders: v.optional(v.array(text)), sources: v.optional(v.array(text)) })),
  sdk: v.optional(text),
  module: v.optional(v.strictObject(limits)),
});

/** What an image must be before it may be used. */
export type Policy = v.InferOutput<typeof policyForm>;

/** Somebody whose signature counts. */
export type PolicySigner = NonNullable<Policy["signers"]>[number];
