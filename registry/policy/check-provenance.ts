import * as v from "valibot";
import { provenancePredicate } from "../provenance/slsa-provenance.ts";
import type { Attestation } from "../trust/judge-attestations.ts";
import type { Policy } from "./policy.ts";

const form = v.object({
  buildDefinition: v.object({ resolvedDependencies: v.optional(v.array(v.object({ uri: v.optional(v.string()) }))) }),
  runDetails: v.object({ builder: v.object({ id: v.string() }) }),
});

/** What is wrong with where an image comes from; nothing where one of the statements about it is right. */
export function checkProvenance(
  wanted: NonNullable<Policy["provenance"]>,
  attestations: readonly Attestation[],
): string[] {
  const statements = attestations.filter(({ predicateType }) => predicateType === provenancePredicate);
  const faults = statements.map(({ predicate, digest }) => faultOf(wanted, predicate, digest));
  if (faults.includes(undefined)) return [];
  if (faults.length === 0) return ["provenance: nobody who is trusted says how it was built"];
  return faults.filter((fault) => fault !== undefined);
}

function faultOf(
  { builders, sources }: NonNullable<Policy["provenance"]>,
  predicate: unknown,
  digest: string,
): string | undefined {
  const parsed = v.safeParse(form, predicate);
  if (!parsed.success) return `provenance: attestation ${digest} is not in the form of SLSA 1.0`;
  const { buildDefinition, runDetails } = parsed.output;
  const builder = runDetails.builder.id;
  if (builders && !builders.includes(builder)) return `provenance.builders: it was built by ${builder}`;
  const uris = (buildDefinition.resolvedDependencies ?? []).flatMap(({ uri }) => uri ?? []);
  if (!sources || sources.some((source) => uris.some((uri) => isOf(uri, source)))) return undefined;
  const repositories = uris.filter((uri) => uri.startsWith("git+"));
  return `provenance.sources: it was built from ${repositories.join(", ") || "a place that nobody else has"}`;
}

/** Whether a commit is of a repository: `git+https://github.com/acme/filters@refs/heads/main` of the part before `@`. */
function isOf(uri: string, source: string): boolean {
  return repositoryIn(uri) === repositoryIn(source);
}

/** Host and path: the same repository is reached in several ways, and as several users. A name of a ref may have `@` in it, too. */
function repositoryIn(uri: string): string {
  return uri
    .replace(/^git\+(https?|ssh|git):\/\//, "")
    .replace(/^[^@/]*@/, "")
    .replace(/@(?:refs\/.*|[^@/]*)$/, "")
    .replace(/\.git$/, "");
}
