import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Compiler, createCompiler } from "../../../module/index.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const samples = join(root, "filters/samples");
const built = join(root, "dist/samples");

/** The names of all samples. */
export function sampleNames(): string[] {
  return readdirSync(samples).filter((name) => existsSync(join(samples, name, "assembly/index.ts")));
}

let compiler: Compiler | undefined;
/** Of what all samples are built from. */
let common: string | undefined;

/** Path of a sample's module, built where its sources, the SDK or the compiler have changed since it was built. */
export async function sampleModule(name: string): Promise<string> {
  const projectDir = join(samples, name);
  common ??= hashOf(["assembly", "module/compile", "package-lock.json"].map((path) => join(root, path)));
  const path = join(built, `${name}-${hashOf([projectDir], common)}.wasm`);
  if (existsSync(path)) return path;
  compiler ??= createCompiler();
  const entry = join(projectDir, "assembly/index.ts");
  const { wasm } = await compiler.compile({ name, projectDir, entry, mode: "release", sourceMap: false });
  mkdirSync(built, { recursive: true });
  for (const old of readdirSync(built)) if (old.startsWith(`${name}-`)) rmSync(join(built, old));
  writeFileSync(`${path}.${process.pid}`, wasm);
  renameSync(`${path}.${process.pid}`, path);
  return path;
}

function hashOf(paths: string[], start = ""): string {
  const hash = createHash("sha256").update(start);
  for (const path of paths) {
    for (const file of filesIn(path)) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 16);
}

function filesIn(path: string): string[] {
  if (/\.[a-z]+$/.test(path)) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(?:ts|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
