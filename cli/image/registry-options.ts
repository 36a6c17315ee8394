import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import type { RegistryOptions } from "../../registry/open-session.ts";
import type { FindCredentials } from "../../registry/remote/credentials.ts";
import type { CommandContext } from "../framework/context.ts";
import type { RegistryArguments } from "./options.ts";

/**
 * How a registry is reached, by the options.
 *
 * @throws MeshWasmError MW0103 for half of a certificate, MW0107 for a file that cannot be read
 */
export function registryOptionsOf(ctx: CommandContext, args: RegistryArguments): RegistryOptions {
  const { certFile, keyFile, caFile, plainHttp, insecure } = args;
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new MeshWasmError("MW0103", "--cert-file and --key-file go together", { hint: "give both" });
  }
  const ca = caFile === undefined ? undefined : [readPem(ctx, caFile)];
  const certificate =
    certFile === undefined || keyFile === undefined
      ? undefined
      : { certificate: readPem(ctx, certFile), key: readPem(ctx, keyFile) };
  return { plainHttp, insecure, ca, certificate, findCredentials: finder(ctx) };
}

/** What looks for credentials is loaded when a registry asks for them. */
function finder(ctx: CommandContext): FindCredentials {
  return async (registry, repository) => {
    const { findCredentials } = await import("../../registry/credentials/find-credentials.ts");
    return findCredentials(ctx, registry, repository);
  };
}

function readPem(ctx: CommandContext, path: string): string {
  let text: string;
  try {
    text = readFileSync(resolve(ctx.cwd, path), "utf8");
  } catch (error) {
    throw new MeshWasmError("MW0107", `cannot read ${path}`, { details: [(error as Error).message], cause: error });
  }
  if (text.includes("-----BEGIN ")) return text;
  throw new MeshWasmError("MW0107", `${path} is not in PEM`, {
    hint: "it should have a line -----BEGIN CERTIFICATE-----, or of a key",
  });
}
