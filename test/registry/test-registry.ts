import { startDockerRegistry, type TestRegistry } from "../../registry/fixtures/docker-registry.ts";
import { withoutGoTools } from "./go-tools.ts";
import { startReferrersRegistry } from "./referrers-registry.ts";

/** A registry in plain HTTP or with TLS and a password, or one with the referrers API. */
export type RegistryKind = "plain" | "secured" | "with referrers";

/** The kinds that this run has. */
export const registryKinds: readonly RegistryKind[] = withoutGoTools
  ? ["plain", "secured"]
  : ["plain", "secured", "with referrers"];

/** Starts a registry of a kind. */
export function startRegistry(kind: RegistryKind): Promise<TestRegistry> {
  return kind === "with referrers" ? startReferrersRegistry() : startDockerRegistry(kind);
}
