import { request as plainRequest, type RequestOptions } from "node:http";
import { request as tlsRequest } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import { type Context, MeshWasmError } from "../../core/index.ts";
import { apiFault } from "./api-fault.ts";

/** Which cluster, in whose name. */
export interface ClusterOptions {
  /** File, in place of `KUBECONFIG` and `~/.kube/config`. */
  kubeconfig?: string | undefined;
  /** Context in it, in place of the current one. */
  context?: string | undefined;
}

/** What an API server is asked. */
export interface Question {
  method: "GET" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
  /** For messages: `apply WasmPlugin shop/canary`. */
  what: string;
}

/**
 * Reads the user's kubeconfig.
 *
 * @throws MeshWasmError MW0921
 */
export async function readKubeconfig(ctx: Context, options: ClusterOptions): Promise<KubeConfig> {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  const file = options.kubeconfig ?? ctx.env["KUBECONFIG"];
  try {
    if (file) for (const one of file.split(process.platform === "win32" ? ";" : ":")) readInto(config, one, KubeConfig);
    else config.loadFromDefault();
  } catch (cause) {
    const details = [(cause as Error).message];
    throw new MeshWasmError("MW0921", `cannot read the kubeconfig${file ? ` ${file}` : ""}`, { details, cause });
  }
  if (options.context !== undefined) config.setCurrentContext(options.context);
  if (config.getCurrentCluster()) return config;
  const known = config.getContexts().map(({ name }) => name);
  throw new MeshWasmError("MW0921", `there is no context "${config.getCurrentContext()}"`, {
    ...(known.length > 0 && { details: [`there are ${known.join(", ")}`] }),
  });
}

/** The first file counts, and others add to it, as with kubectl. */
function readInto(config: KubeConfig, file: string, Type: new () => KubeConfig): void {
  const read = new Type();
  read.loadFromFile(file);
  if (config.getContexts().length === 0) config.loadFromString(read.exportConfig());
  else config.mergeConfig(read, true);
}

/**
 * Asks the API server; the answer comes as it comes.
 *
 * @throws MeshWasmError MW0920, MW0922 to MW0925; null for what is not there
 */
export async function ask(config: KubeConfig, question: Question, signal: AbortSignal): Promise<string | null> {
  const { method, path, what, body } = question;
  const url = new URL(`${config.getCurrentCluster()?.server}${path}`);
  const type = method === "PATCH" ? "application/apply-patch+yaml" : "application/json";
  const options: RequestOptions = { method, headers: { accept: "application/json", "content-type": type }, signal };
  try {
    await config.applyToHTTPSOptions(options);
  } catch (cause) {
    const details = [(cause as Error).message];
    throw new MeshWasmError("MW0922", `the kubeconfig gives no login to ${what}`, { details, cause });
  }
  const { status, text } = await send(url, options, body).catch((cause: Error) => {
    throw new MeshWasmError("MW0920", `${url.host} does not answer to ${what}`, { details: [cause.message], cause });
  });
  if (status === 404 && method !== "PATCH") return null;
  if (status >= 300) throw apiFault(what, status, text);
  return text;
}

function send(url: URL, options: RequestOptions, body: unknown): Promise<{ status: number; text: string }> {
  const request = url.protocol === "http:" ? plainRequest : tlsRequest;
  return new Promise((resolve, reject) => {
    const sent = request(url, options, async (response) => {
      try {
        const text = (await response.setEncoding("utf8").toArray()).join("");
        resolve({ status: response.statusCode ?? 0, text });
      } catch (error) {
        reject(error);
      }
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
