import { satisfies } from "semver";
import { MeshWasmError } from "../../core/index.ts";
import { readCapabilities, type WasmModule } from "../../module/index.ts";
import { cycloneDxPredicate, spdxPredicate } from "../attach/predicate-of.ts";
import { provenancePredicate } from "../provenance/slsa-provenance.ts";
import type { Attestation } from "../trust/judge-attestations.ts";
import { checkProvenance } from "./check-provenance.ts";
import { limitFaults } from "./limit-faults.ts";
import type { Policy } from "./policy.ts";

/** An image that is to be judged. */
export interface JudgedImage {
  /** For messages: `ghcr.io/acme/canary@sha256:…`. */
  readonly name: string;
  readonly module: WasmModule;
  /** What trusted signers say of it. */
  readonly attestations: readonly Attestation[];
  /** Why other statements count for nothing. */
  readonly ignored: readonly MeshWasmError[];
}

/**
 * Looks whether an image, which a trusted signer has signed, is all that a policy wants.
 *
 * @throws MeshWasmError MW0817 with all that is not as the policy wants it
 */
export function checkPolicy(policy: Policy, { name, module, attestations, ignored }: JudgedImage): void {
  const faults = [
    ...missingAttestations(policy, attestations, ignored),
    ...(policy.provenance ? checkProvenance(policy.provenance, attestations) : []),
    ...sdkFaults(policy, module),
    ...(policy.module ? limitFaults(policy.module, module, readCapabilities(module)) : []),
  ];
  if (faults.length === 0) return;
  throw new MeshWasmError("MW0817", `${name} is not what the policy wants`, { details: faults });
}

const wanted = { sbom: [cycloneDxPredicate, spdxPredicate], provenance: [provenancePredicate] };

function missingAttestations(
  { attestations: kinds = [] }: Policy,
  attestations: readonly Attestation[],
  ignored: readonly MeshWasmError[],
): string[] {
  const said = attestations.map(({ predicateType }) => predicateType);
  const missing = kinds.filter((kind) => !wanted[kind].some((predicate) => said.includes(predicate)));
  // Why one that is there does not count says most
  const why = missing.length > 0 ? ignored.map(({ message }) => message) : [];
  return [...missing.map((kind) => `attestations: no ${kind} is signed by any of the signers`), ...why];
}

function sdkFaults({ sdk }: Policy, { metadata }: WasmModule): string[] {
  if (sdk === undefined) return [];
  if (!metadata) return ["sdk: the module was not built with mesh-wasm"];
  // A version that is still to come is a version of its kind
  if (satisfies(metadata.sdk, sdk, { includePrerelease: true })) return [];
  return [`sdk: the module was built with mesh-wasm ${metadata.sdk}, which is not ${sdk}`];
}
