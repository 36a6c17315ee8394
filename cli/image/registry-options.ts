import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import { findCredentials } from "../../registry/credentials/find-credentials.ts";
import type { RegistryOptions } from "../../registry/open-session.ts";
import type { CommandContext } from "../framework/context.ts";
import type { RegistryArguments } from "./options.ts";

/**
 * How a registry is reached, by the options.
 *
 * @throws MeshWasmError MW0103 for half of a certificate, MW0107 for a file that cannot be read
 */
export async function registryOptionsOf(ctx: CommandContext, args: RegistryArguments): Promise<RegistryOptions> {
  const { certFile, keyFile, caFile, plainHttp, insecure } = args;
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new MeshWasmError("MW0103", "--cert-file and --key-file go together", { hint: "give both" });
  }
  const ca = caFile === undefined ? undefined : [await readPem(ctx, caFile)];
  const certificate =
    certFile === undefined || keyFile === undefined
      ? undefined
      : { certificate: await readPem(ctx, certFile), key: await readPem(ctx, keyFile) };
  const find = (registry: string, repository?: string) => findCredentials(ctx, registry, repository);
  return { plainHttp, insecure, ca, certificate, findCredentials: find };
}

async function readPem(ctx: CommandContext, path: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(resolve(ctx.cwd, path), "utf8");
  } catch (error) {
    throw new MeshWasmError("MW0107", `cannot read ${path}`, { details: [(error as Error).message], cause: error });
  }
  if (text.includes("-----BEGIN ")) return text;
  throw new MeshWasmError("MW0107", `${path} is not in PEM`, {
    hint: "it should have a line -----BEGIN CERTIFICATE-----, or of a key",
  });
}
