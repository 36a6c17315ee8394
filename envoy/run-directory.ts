import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Context, directories, MeshWasmError, makeFolder } from "../core/index.ts";

/** The folder of one run of Envoy: configuration, modules, logs. Everyone may read it, as Envoy in a container must. */
export interface RunDirectory {
  readonly path: string;
  /** Puts a file there in one step, so that no reader sees half of it. */
  write(name: string, content: string | Uint8Array): Promise<void>;
  /** Copies a module there under a name that its content gives, and resolves to that name. */
  addModule(path: string): Promise<string>;
  removeFile(name: string): Promise<void>;
  remove(): Promise<void>;
}

/** Makes a new folder below the state directory of the user. */
export async function createRunDirectory(ctx: Context): Promise<RunDirectory> {
  const runs = join(directories(ctx).state, "runs");
  await makeFolder(runs);
  const path = await mkdtemp(join(runs, `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "")}-`));
  await chmod(path, 0o755);
  for (const folder of ["modules", "ecds"]) {
    await mkdir(join(path, folder));
    await chmod(join(path, folder), 0o755);
  }

  async function write(name: string, content: string | Uint8Array): Promise<void> {
    const file = join(path, name);
    await writeFile(`${file}.new`, content);
    await chmod(`${file}.new`, 0o644);
    await rename(`${file}.new`, file);
  }

  return {
    path,
    write,
    async addModule(module) {
      // A copy and no link: a build that writes into the file must not change what Envoy runs.
      const bytes = await readModule(resolve(ctx.cwd, module));
      const name = join("modules", `filter-${createHash("sha256").update(bytes).digest("hex")}.wasm`);
      await write(name, bytes);
      return name;
    },
    removeFile: (name) => rm(join(path, name), { force: true }),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

async function readModule(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const details = cause instanceof Error ? [cause.message] : [];
    throw new MeshWasmError("MW0530", `cannot read the module ${path}`, { details, cause });
  }
}
