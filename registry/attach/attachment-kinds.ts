import type { Descriptor } from "../manifest.ts";
import { bundleType, cycloneDxType, inTotoType, sourceMapType, spdxType } from "../media-types.ts";
import { provenancePredicate } from "../provenance/slsa-provenance.ts";
import { predicateAnnotation as bundlePredicateAnnotation } from "../trust/find-bundles.ts";
import { signPredicate } from "../trust/statement.ts";
import { cycloneDxPredicate, spdxPredicate } from "./predicate-of.ts";
import { predicateAnnotation } from "./recognise-attachment.ts";

const kinds: Readonly<Record<string, string>> = {
  [cycloneDxType]: "SBOM (CycloneDX)",
  [spdxType]: "SBOM (SPDX)",
  [inTotoType]: "in-toto statement",
  [sourceMapType]: "source map",
};

/** What the predicate of a statement is to people. */
const predicates: Readonly<Record<string, string>> = {
  [provenancePredicate]: "provenance (SLSA)",
  [signPredicate]: "signature",
  [cycloneDxPredicate]: "SBOM (CycloneDX)",
  [spdxPredicate]: "SBOM (SPDX)",
};

/** What a statement says, for people; its type where that is not known. */
export function predicateKind(predicateType: string): string {
  return predicates[predicateType] ?? predicateType;
}

/** What is attached, for people; its type where that is not known. */
export function attachmentKind({
  artifactType = "artifact",
  annotations,
}: Pick<Descriptor, "artifactType" | "annotations">): string {
  const predicate = annotations?.[predicateAnnotation] ?? annotations?.[bundlePredicateAnnotation];
  const said = predicate === undefined ? undefined : predicateKind(predicate);
  if (artifactType !== bundleType) return said ?? kinds[artifactType] ?? artifactType;
  // A signature is itself signed; everything else is worth to say that it is
  return said === undefined || said === "signature" ? "signature" : `signed ${said}`;
}
