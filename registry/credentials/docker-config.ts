import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as v from "valibot";
import { MeshWasmError, makeFolder, writeWhole } from "../../core/index.ts";

const entry = v.looseObject({
  auth: v.optional(v.string()),
  username: v.optional(v.string()),
  password: v.optional(v.string()),
  identitytoken: v.optional(v.string()),
});
const schema = v.looseObject({
  auths: v.optional(v.record(v.string(), entry)),
  credsStore: v.optional(v.string()),
  credHelpers: v.optional(v.record(v.string(), v.string())),
});

/** A file of Docker or Podman with credentials. What else is in it stays as it is. */
export type DockerConfig = v.InferOutput<typeof schema>;
export type AuthEntry = v.InferOutput<typeof entry>;

/**
 * Reads a file; undefined where there is none.
 *
 * @throws MeshWasmError MW0717 for one that cannot be read
 */
export async function readDockerConfig(path: string): Promise<DockerConfig | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw unreadable(path, (error as Error).message, error);
  }
  if (text.trim() === "") return {};
  try {
    const result = v.safeParse(schema, JSON.parse(text));
    if (result.success) return result.output;
    const [issue] = result.issues;
    throw unreadable(path, `${v.getDotPath(issue) ?? "the file"}: ${issue.message}`);
  } catch (error) {
    if (error instanceof MeshWasmError) throw error;
    throw unreadable(path, (error as Error).message, error);
  }
}

/** Writes a file that only its owner can read, whole or not at all. */
export async function writeDockerConfig(path: string, config: DockerConfig): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await writeWhole(path, `${JSON.stringify(config, null, "\t")}\n`, 0o600);
  } catch (error) {
    throw new MeshWasmError("MW0717", `cannot write ${path}`, { details: [(error as Error).message], cause: error });
  }
}

function unreadable(path: string, why: string, cause?: unknown): MeshWasmError {
  return new MeshWasmError("MW0717", `cannot read credentials from ${path}`, { details: [why], cause });
}
