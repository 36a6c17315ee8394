import { tmpdir } from "node:os";
import { type Access, startDockerRegistry, type TestRegistry } from "../../registry/fixtures/docker-registry.ts";
import { goEnvironment, withoutGoTools } from "../support/go-tools.ts";
import { startReferrersRegistry } from "./referrers-registry.ts";
import { startTokenServer } from "./token-server.ts";

// The registries that tests run with: version 2 of Distribution as Debian has it, and where other people's programs are built, too,
// version 3 and one with the referrers API.

const starters = {
  plain: () => startDockerRegistry("plain"),
  secured: () => startDockerRegistry("secured"),
  "with tokens": () => startWithTokens(startDockerRegistry),
  "version 3": () => startVersion3("plain"),
  "version 3 with tokens": () => startWithTokens(startVersion3),
  "with referrers": () => startReferrersRegistry(),
} satisfies Record<string, () => Promise<TestRegistry>>;

/** A registry in plain HTTP, with TLS and a password, or as its name says. */
export type RegistryKind = keyof typeof starters;

const ofDebian: readonly RegistryKind[] = ["plain", "secured", "with tokens"];

/** The kinds that this run has. */
export const registryKinds: readonly RegistryKind[] = withoutGoTools
  ? ofDebian
  : [...ofDebian, "version 3", "version 3 with tokens", "with referrers"];

/** Starts a registry of a kind. */
export function startRegistry(kind: RegistryKind): Promise<TestRegistry> {
  return starters[kind]();
}

/** Whether a registry asks its users who they are. */
export function isPrivate(kind: RegistryKind): boolean {
  return kind === "secured" || kind.endsWith("with tokens");
}

/** Starts version 3 of Distribution. */
export function startVersion3(access: Access): Promise<TestRegistry> {
  return startDockerRegistry(access, { command: "registry", env: goEnvironment(tmpdir()) });
}

async function startWithTokens(start: (access: Access) => Promise<TestRegistry>): Promise<TestRegistry> {
  const tokens = await startTokenServer();
  const registry = await start(tokens.authentication);
  return {
    ...registry,
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]();
      await tokens[Symbol.asyncDispose]();
    },
  };
}
