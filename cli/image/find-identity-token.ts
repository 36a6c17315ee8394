import { MeshWasmError } from "../../core/index.ts";
import { githubToken } from "../../registry/sigstore/github-token.ts";
import { checkIdentityToken, isIdentityToken } from "../../registry/sigstore/identity-token.ts";
import type { CommandContext } from "../framework/context.ts";
import { readTextFile } from "./read-text-file.ts";

/** Where GitLab puts it, and other systems can. */
const variable = "SIGSTORE_ID_TOKEN";

/**
 * The token that says whose signature it is to be: of the option, of the environment, else of the system that runs the job.
 *
 * @param given The token, or the path of a file with it.
 * @throws MeshWasmError MW0810 where there is none, MW0811 for one that cannot be used, MW0107, MW0812
 */
export async function findIdentityToken(ctx: CommandContext, given: string | undefined): Promise<string> {
  const { text, name } = await find(ctx, given);
  return checkIdentityToken(text, name, Date.now());
}

async function find(ctx: CommandContext, given: string | undefined): Promise<{ text: string; name: string }> {
  if (given !== undefined && isIdentityToken(given)) return { text: given, name: "of --identity-token" };
  if (given !== undefined) return { text: await readTextFile(ctx, given, "the identity token"), name: `in ${given}` };
  const value = ctx.env[variable];
  if (value) return { text: value, name: `in ${variable}` };
  const ambient = await githubToken(ctx);
  if (ambient !== undefined) return { text: ambient, name: "of GitHub Actions" };
  throw new MeshWasmError("MW0810", "there is no key and no identity to sign with");
}
