import { homedir } from "node:os";
import { join } from "node:path";
import type { Context } from "../../core/index.ts";

/** A file in which a tool keeps credentials. */
export interface CredentialFile {
  readonly path: string;
  /** Whose it is: they differ in what a key may be. */
  readonly of: "docker" | "podman";
}

/**
 * The files with credentials, in the order in which they are looked at: that of Docker (`DOCKER_CONFIG`, else `~/.docker`), then those
 * of Podman (`REGISTRY_AUTH_FILE`, that of the session, that of the user).
 */
export function credentialFiles(env: Context["env"]): CredentialFile[] {
  const home = env["HOME"] || homedir();
  const podman = [
    env["REGISTRY_AUTH_FILE"],
    env["XDG_RUNTIME_DIR"] && join(env["XDG_RUNTIME_DIR"], "containers/auth.json"),
    join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "containers/auth.json"),
  ];
  return [dockerFile(env), ...podman.flatMap((path): CredentialFile[] => (path ? [{ path, of: "podman" }] : []))];
}

/** Where `login` and `logout` keep credentials: Docker's own file, so that Docker, crane, oras and cosign know them, too. */
export function dockerFile(env: Context["env"]): CredentialFile {
  const folder = env["DOCKER_CONFIG"] || join(env["HOME"] || homedir(), ".docker");
  return { path: join(folder, "config.json"), of: "docker" };
}

/** The key under which Docker keeps what is for a registry; Docker Hub has a name of its own there. */
export function keyOf(registry: string): string {
  return registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
}

/** All keys under which a registry may stand, the nearest first. */
export function keysOf(registry: string, repository?: string): string[] {
  const names = registry === "docker.io" ? [keyOf(registry), "docker.io", "index.docker.io"] : [registry];
  const hosts = names.flatMap((name) => [
    name,
    `https://${name}`,
    `https://${name}/v1/`,
    `https://${name}/v2/`,
    `http://${name}`,
  ]);
  return [...namespaces(registry, repository), ...hosts];
}

/** Podman may have credentials for a part of a registry: `ghcr.io/acme/canary`, `ghcr.io/acme`. */
function namespaces(registry: string, repository: string | undefined): string[] {
  if (repository === undefined) return [];
  const parts = repository.split("/");
  return parts.map((_, index) => `${registry}/${parts.slice(0, parts.length - index).join("/")}`);
}
