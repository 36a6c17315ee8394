import type { Context } from "../../core/index.ts";
import type { Credentials } from "../remote/credentials.ts";
import { credentialFiles, keyOf, keysOf } from "./credential-files.ts";
import { getFromHelper } from "./credential-helper.ts";
import { type AuthEntry, type DockerConfig, readDockerConfig } from "./docker-config.ts";

/**
 * Finds credentials where Docker and Podman keep them: in the helper that a file names for the registry, in the helper that it
 * names for all, or in the file itself. The first that has any is taken.
 *
 * @throws MeshWasmError MW0717, MW0718
 */
export async function findCredentials(
  ctx: Pick<Context, "env" | "spawn">,
  registry: string,
  repository?: string,
): Promise<Credentials | undefined> {
  for (const { path, of } of credentialFiles(ctx.env)) {
    const config = await readDockerConfig(path);
    const found = config && (await findIn(ctx, config, registry, of === "podman" ? repository : undefined));
    if (found) return found;
  }
  return undefined;
}

async function findIn(
  ctx: Pick<Context, "env" | "spawn">,
  { credHelpers = {}, credsStore, auths = {} }: DockerConfig,
  registry: string,
  repository: string | undefined,
): Promise<Credentials | undefined> {
  const keys = keysOf(registry, repository);
  for (const key of keys) {
    const helper = credHelpers[key];
    if (helper) return getFromHelper(ctx, helper, key);
  }
  for (const key of keys) {
    const entry = auths[key];
    const found = entry && credentialsOf(entry);
    if (found) return found;
  }
  if (!credsStore) return undefined;
  return getFromHelper(ctx, credsStore, keys.find((key) => key in auths) ?? keyOf(registry));
}

function credentialsOf({ auth, username, password, identitytoken }: AuthEntry): Credentials | undefined {
  if (identitytoken) return { kind: "identity token", token: identitytoken };
  if (username && password !== undefined) return { kind: "basic", username, password };
  if (!auth) return undefined;
  const decoded = Buffer.from(auth, "base64").toString("utf8").replace(/\0+$/, "");
  const colon = decoded.indexOf(":");
  if (colon <= 0) return undefined;
  return { kind: "basic", username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}
