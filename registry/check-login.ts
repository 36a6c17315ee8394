import { type Context, MeshWasmError } from "../core/index.ts";
import { openSession, type RegistryOptions } from "./open-session.ts";
import type { Credentials } from "./remote/credentials.ts";
import { refused } from "./remote/failure.ts";

const smallAnswer = 1 << 20;

/**
 * Asks a registry whether it knows somebody, before the credentials are kept.
 *
 * @returns whether it has asked who it is; one that everybody may use does not
 * @throws MeshWasmError MW0702 where it does not know them, and as reaching a registry does
 */
export async function checkLogin(
  ctx: Pick<Context, "env" | "signal">,
  registry: string,
  credentials: Credentials,
  options: Omit<RegistryOptions, "findCredentials">,
): Promise<boolean> {
  let isAsked = false;
  const findCredentials = async (): Promise<Credentials> => {
    isAsked = true;
    return credentials;
  };
  const session = openSession(ctx, { registry }, { ...options, findCredentials });
  const answer = await session.send({ method: "GET", path: "/v2/", actions: "pull", limit: smallAnswer });
  if (answer.status === 200) return isAsked;
  if (answer.status !== 404) throw refused(answer, "log in");
  throw new MeshWasmError("MW0706", `${registry} is no registry`, { details: [`${answer.url} answered 404`] });
}
