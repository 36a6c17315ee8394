import { MeshWasmError } from "../../core/index.ts";
import { checkLogin, storeCredentials } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import type { RegistryArguments } from "./options.ts";
import { registryOptionsOf } from "./registry-options.ts";

/** What `login` was asked for. */
export interface LoginArguments extends RegistryArguments {
  registry: string | undefined;
  username: string | undefined;
  passwordStdin: boolean;
}

/** Who is logged in where. */
export interface LoggedIn {
  registry: string;
  username: string;
  /** A file or a helper. */
  keptIn: string;
}

/**
 * Checks credentials and keeps them.
 *
 * @throws MeshWasmError MW0103 where something is missing and nobody can be asked, MW0702 where the registry does not know them
 */
export async function loginTo(ctx: CommandContext, args: LoginArguments): Promise<LoggedIn> {
  const { registry = "docker.io" } = args;
  const options = registryOptionsOf(ctx, args);
  const { username, password } = await credentialsFor(ctx, registry, args);
  const isKnown = await checkLogin(ctx, registry, { kind: "basic", username, password }, options);
  if (!isKnown) ctx.warn(`${registry} lets everybody in and has not looked at the password`);
  const kept = await storeCredentials(ctx, registry, { username, password });
  if (kept.isPlain)
    ctx.warn(`the password stands in ${kept.in}, where whoever has the file can read it; a credential helper hides it`);
  return { registry, username, keptIn: kept.in };
}

async function credentialsFor(
  ctx: CommandContext,
  registry: string,
  { username, passwordStdin }: LoginArguments,
): Promise<{ username: string; password: string }> {
  if (passwordStdin) {
    if (username === undefined) throw missing("--username", "it goes with --password-stdin");
    const password = (await ctx.stdin.readAll()).replace(/\r?\n$/, "");
    if (password === "") throw missing("the password", "nothing came on the standard input");
    return { username, password };
  }
  if (!ctx.mayPrompt) throw missing("--password-stdin", "nobody can be asked for the password here");
  const { askForLogin } = await import("./ask-for-login.ts");
  return askForLogin(registry, username);
}

function missing(what: string, why: string): MeshWasmError {
  return new MeshWasmError("MW0103", `${what} is missing`, {
    details: [why],
    hint: 'echo "$TOKEN" | mesh-wasm login REGISTRY --username NAME --password-stdin',
  });
}
