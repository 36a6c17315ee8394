import type { Context } from "../../core/index.ts";
import { dockerFile, keyOf, keysOf } from "./credential-files.ts";
import { eraseInHelper, storeInHelper } from "./credential-helper.ts";
import { readDockerConfig, writeDockerConfig } from "./docker-config.ts";

/** Where credentials are kept. */
export interface Kept {
  /** The file of Docker, or the helper that it names. */
  in: string;
  /** Whether it is a file, in which they stand in base64, which anybody with the file can read. */
  isPlain: boolean;
}

/**
 * Keeps a name and a password for a registry where Docker does: in the helper that its file names, else in the file.
 *
 * @throws MeshWasmError MW0717, MW0718
 */
export async function storeCredentials(
  ctx: Pick<Context, "env" | "spawn">,
  registry: string,
  credentials: { username: string; password: string },
): Promise<Kept> {
  const { path } = dockerFile(ctx.env);
  const config = (await readDockerConfig(path)) ?? {};
  const key = keyOf(registry);
  const helper = config.credHelpers?.[key] ?? config.credsStore;
  if (helper) {
    await storeInHelper(ctx, helper, key, credentials);
    await writeDockerConfig(path, { ...config, auths: { ...config.auths, [key]: {} } });
    return { in: `docker-credential-${helper}`, isPlain: false };
  }
  const auth = Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64");
  await writeDockerConfig(path, { ...config, auths: { ...config.auths, [key]: { auth } } });
  return { in: path, isPlain: true };
}

/**
 * Forgets the credentials for a registry.
 *
 * @returns where they were; undefined where there were none
 * @throws MeshWasmError MW0717, MW0718
 */
export async function eraseCredentials(
  ctx: Pick<Context, "env" | "spawn">,
  registry: string,
): Promise<Kept | undefined> {
  const { path } = dockerFile(ctx.env);
  const config = await readDockerConfig(path);
  if (!config) return undefined;
  const keys = keysOf(registry);
  const helper = keys.map((key) => config.credHelpers?.[key]).find(Boolean) ?? config.credsStore;
  const wasInHelper = helper !== undefined && (await eraseInHelper(ctx, helper, keyOf(registry)));
  const left = Object.entries(config.auths ?? {}).filter(([key]) => !keys.includes(key));
  const wasInFile = left.length < Object.keys(config.auths ?? {}).length;
  if (wasInFile) await writeDockerConfig(path, { ...config, auths: Object.fromEntries(left) });
  if (wasInHelper) return { in: `docker-credential-${helper}`, isPlain: false };
  return wasInFile ? { in: path, isPlain: true } : undefined;
}
