import { npmUrl } from "../sbom/npm-url.ts";
import type { BuildFacts, SourceCommit } from "./build-facts.ts";

/** What statements about how something was built call themselves. */
export const provenancePredicate = "https://slsa.dev/provenance/v1";
/** Under which the parameters are understood: docs/registry.md says what they are. */
const buildType = "https://mesh-wasm.io/build/v1";

/**
 * How an image was built, as the predicate of SLSA's "Build: Provenance", version 1. There is no time in it: the same build from the
 * same commit by the same builder gives the same statement.
 *
 * @see https://slsa.dev/spec/v1.1/provenance
 */
export function slsaProvenance(facts: BuildFacts): object {
  const { id, versions, invocation } = facts.builder;
  return {
    buildDefinition: {
      buildType,
      externalParameters: facts.parameters,
      resolvedDependencies: [
        ...(facts.source ? [commitOf(facts.source)] : []),
        { name: "sources", digest: { sha256: facts.sources } },
        ...facts.packages.map((each) => packageOf(each, facts)),
      ],
    },
    runDetails: {
      builder: { id, version: versions },
      ...(invocation !== undefined && { metadata: { invocationId: invocation } }),
    },
  };
}

function commitOf({ uri, commit, isChanged }: SourceCommit): object {
  return {
    ...(uri === undefined ? { name: "commit" } : { uri }),
    digest: { gitCommit: commit },
    // Whoever builds from this commit gets something else
    ...(isChanged && { annotations: { changed: true } }),
  };
}

function packageOf(each: BuildFacts["packages"][number], { locked }: BuildFacts): object {
  const sha512 = locked.get(`${each.name}@${each.version}`);
  return { uri: npmUrl(each), ...(sha512 !== undefined && { digest: { sha512 } }) };
}
