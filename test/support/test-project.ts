import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkout } from "./cli.ts";

/** A project in a folder of its own, with this package and vitest as if they were installed. */
export interface TestProject {
  readonly folder: string;
  add(path: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

export async function makeTestProject(name: string): Promise<TestProject> {
  const folder = await mkdtemp(join(tmpdir(), `mesh-wasm-${name}-`));
  async function add(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await add("package.json", '{ "type": "module" }');
  await mkdir(join(folder, "node_modules"));
  await symlink(checkout, join(folder, "node_modules/mesh-wasm"));
  await symlink(join(checkout, "node_modules/vitest"), join(folder, "node_modules/vitest"));
  return { folder, add, remove: () => rm(folder, { recursive: true, force: true }) };
}
