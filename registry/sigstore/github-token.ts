import * as v from "valibot";
import { type Context, MeshWasmError } from "../../core/index.ts";
import { decodeJson, validAs } from "../decode-json.ts";
import { HttpClient, HttpFault } from "../remote/http-client.ts";
import { proxyFor } from "../remote/proxy.ts";

const form = v.object({ value: v.string() });
const largest = 1 << 16;

/**
 * Asks GitHub Actions for the identity token of the job.
 *
 * @returns undefined outside of such a job, and in one without the permission `id-token: write`
 * @throws MeshWasmError MW0812
 */
export async function githubToken({ env, signal }: Pick<Context, "env" | "signal">): Promise<string | undefined> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = env;
  if (!address || !token) return undefined;
  const broken = (why: string, cause?: unknown): MeshWasmError =>
    new MeshWasmError("MW0812", "GitHub Actions gave no identity token", { details: [why], cause });
  if (!URL.canParse(address)) throw broken("ACTIONS_ID_TOKEN_REQUEST_URL is no URL");
  const url = new URL(address);
  url.searchParams.set("audience", "sigstore");
  const client = new HttpClient({ signal, proxyFor: proxyFor(env) });
  try {
    const headers = { accept: "application/json", authorization: `Bearer ${token}` };
    const { status, body } = await client.send({ method: "GET", url, headers, limit: largest });
    if (status !== 200) throw broken(`it answered with status ${status}`);
    return validAs(form, decodeJson(body, broken), broken).value;
  } catch (error) {
    throw error instanceof HttpFault ? broken(error.message, error) : error;
  }
}
