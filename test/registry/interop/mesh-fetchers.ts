import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { goEnvironment } from "../../support/go-tools.ts";
import { runProcess } from "../../support/run-process.ts";

/** What a mesh has got: the sha256 of the module that Envoy is given, or why there is none. */
export type Fetched = { sha256: string; error?: undefined } | { sha256?: undefined; error: string };

/** What a resource of a mesh says of an image beside its name. */
export interface FetchOptions {
  /** The field `sha256`. */
  sha256?: string;
  /** File with the `.dockerconfigjson` of a pull secret. */
  pullSecret?: string | undefined;
  /** File with the certificate of an authority. */
  caFile?: string | undefined;
}

/** Fetches an image as a mesh does that has never seen it. */
export type Fetch = (image: string, options?: FetchOptions) => Promise<Fetched>;

/** The code with which stock meshes fetch, by their names. */
export const meshFetchers: Readonly<Record<string, Fetch>> = {
  // An agent takes authorities from where its machine has them
  Istio: (image, { caFile, ...options } = {}) =>
    run("istio-fetcher", image, wordsOf(options), caFile === undefined ? {} : { SSL_CERT_FILE: caFile }),
  "Envoy Gateway": (image, options = {}) => run("envoy-gateway-fetcher", image, wordsOf(options)),
};

/** Of a registry whose certificate no authority of the machine knows: what an agent fetches that is told to do so nevertheless. */
export const fetchInsecurely: Fetch = (image, options = {}) =>
  run("istio-fetcher", image, ["--insecure", image.slice(0, image.indexOf("/")), ...wordsOf(options)]);

function wordsOf({ sha256, pullSecret, caFile }: FetchOptions): string[] {
  const words: string[] = [];
  if (sha256 !== undefined) words.push("--sha256", sha256);
  if (pullSecret !== undefined) words.push("--pull-secret", pullSecret);
  if (caFile !== undefined) words.push("--ca", caFile);
  return words;
}

async function run(program: string, image: string, words: string[], env: NodeJS.ProcessEnv = {}): Promise<Fetched> {
  const folder = mkdtempSync(join(tmpdir(), "mesh-wasm-fetched-"));
  try {
    const { stdout } = await runProcess(program, ["--cache", folder, ...words, `oci://${image}`], {
      env: { ...goEnvironment(folder), ...env },
    });
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
