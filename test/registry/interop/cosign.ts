import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Captured, capture } from "../../../cli/fixtures/captured-cli.ts";
import { goEnvironment } from "../../support/go-tools.ts";
import { type Finished, startProcess } from "../../support/run-process.ts";
import { keyPassword } from "./interop-registries.ts";

export const plainHttp = "--allow-http-registry";
/** There is no transparency log where the tests run. */
export const offline = "--insecure-ignore-tlog=true";

/** Runs cosign in a folder to its end, well or not. */
export function cosign(folder: string, ...words: string[]): Promise<Finished> {
  const env = { ...goEnvironment(folder), COSIGN_PASSWORD: keyPassword };
  return startProcess("cosign", words, { cwd: folder, env }).finished;
}

/** Runs a command of ours in a folder to its end, well or not. */
function ours(folder: string, ...words: string[]): Promise<Captured> {
  return capture(words, { cwd: folder, env: { HOME: folder, COSIGN_PASSWORD: keyPassword } });
}

/** What somebody has said to an order, and whether it has done as it was told. */
export interface Outcome {
  done: boolean;
  says: string;
}

/** Somebody who makes keys, signs and verifies. Keys are files `NAME.key` and `NAME.pub` of the folder. */
export interface SigningTool {
  makeKeys(folder: string, name: string): Promise<Outcome>;
  sign(folder: string, key: string, image: string): Promise<Outcome>;
  verify(folder: string, key: string, image: string): Promise<Outcome>;
}

const theirs = ({ code, stdout, stderr }: Finished): Outcome => ({ done: code === 0, says: stdout + stderr });
const our = ({ status, stdout, stderr }: Captured): Outcome => ({ done: status === 0, says: stdout + stderr });

export const signingTools: Readonly<Record<"cosign" | "mesh-wasm", SigningTool>> = {
  cosign: {
    makeKeys: async (folder, name) => theirs(await cosign(folder, "generate-key-pair", "--output-key-prefix", name)),
    async sign(folder, key, image) {
      // Without a service of Sigstore's: neither a log nor a clock
      await cosign(folder, "signing-config", "create", "--out", "services.json");
      const words = ["--key", `${key}.key`, "--signing-config", "services.json", plainHttp, "--yes"];
      return theirs(await cosign(folder, "sign", ...words, image));
    },
    verify: async (folder, key, image) =>
      theirs(await cosign(folder, "verify", "--key", `${key}.pub`, offline, plainHttp, image)),
  },
  "mesh-wasm": {
    makeKeys: async (folder, name) => our(await ours(folder, "generate-key-pair", "--output", name)),
    sign: async (folder, key, image) => our(await ours(folder, "sign", "--key", `${key}.key`, image)),
    verify: async (folder, key, image) => our(await ours(folder, "verify", "--key", `${key}.pub`, image)),
  },
};

/** Changes one byte of a file, inside of a name or value where it is JSON, and gives a function that changes it back. */
export function changeByte(file: string): () => void {
  const before = readFileSync(file);
  const at = Math.max(before.lastIndexOf("application") + 5, before.length >> 1);
  writeFileSync(file, before.with(at, (before[at] ?? 0) ^ 1));
  return () => writeFileSync(file, before);
}

/** Writes a public key into a folder, as `NAME.pub`. */
export function writePublicKey(folder: string, name: string, pem: string): void {
  writeFileSync(join(folder, `${name}.pub`), pem);
}
