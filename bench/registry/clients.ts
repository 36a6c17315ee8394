import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Our command line. */
export const bin = fileURLToPath(new URL("../../dist/bin/mesh-wasm.cjs", import.meta.url));

/** A program that pushes and pulls: how its command lines are. */
export interface Client {
  name: string;
  push(reference: string): string[];
  pull(reference: string): string[];
}

/** In a folder with the module as `plugin.wasm`, and in `layer.tar.gz` for crane, which does not pack it itself. */
export const clients: readonly Client[] = [
  {
    name: "mesh-wasm",
    push: (reference) => [process.execPath, bin, "push", reference, "plugin.wasm"],
    pull: (reference) => [process.execPath, bin, "pull", reference, "--output", "ours.wasm", "--force"],
  },
  {
    name: "oras",
    push: (reference) => ["oras", "push", "--plain-http", reference, "plugin.wasm:application/wasm"],
    pull: (reference) => ["oras", "pull", "--plain-http", reference, "--output", "theirs"],
  },
  {
    name: "crane",
    push: (reference) => ["crane", "append", "--oci-empty-base", "-f", "layer.tar.gz", "-t", reference],
    pull: (reference) => ["crane", "pull", reference, "theirs.tar"],
  },
];

/** Runs a program in a folder to its end, without anybody's credentials. Resolves to the milliseconds that it took. */
export async function timed([command = "", ...words]: readonly string[], folder: string): Promise<number> {
  const { PATH, MESH_WASM_BENCH_GO_TOOLS: tools } = process.env;
  const env = { PATH: tools ? `${tools}:${PATH}` : PATH, HOME: join(folder, "home") };
  const started = performance.now();
  await promisify(execFile)(command, words, { cwd: folder, env });
  return performance.now() - started;
}
