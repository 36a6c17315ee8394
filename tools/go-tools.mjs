// Programs in Go that tests run beside the toolkit, built once into a folder of the user's cache.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { basename, join } from "node:path";
import { cacheFolder, root, run, say, succeeds } from "./provision.mjs";

const cache = cacheFolder("go-tools");

/**
 * A program whose sources, or whose pinned modules, are in a folder of this repository, which is called like it. Its version is what
 * the folder holds.
 *
 * @param {{ package?: string, linked?: Record<string, string> }} [of] the package to build where it is another one than that of the
 *   folder, and variables to set in it
 */
export function fromSources(path, { package: name, linked = {} } = {}) {
  const folder = join(root, path);
  const hash = createHash("sha256").update(Object.entries(linked).join("\n"));
  for (const file of readdirSync(folder).sort()) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  return { name: basename(path), version: hash.digest("hex").slice(0, 12), sources: folder, package: name, linked };
}

/**
 * Builds what is missing.
 *
 * @param programs of `fromSources`, or a package of the Go proxy as `{ name, version, package }`
 * @returns {Promise<{ available: true, path: string } | { available: false, reason: string }>} folders for PATH
 */
export async function provisionGoTools(programs) {
  const missing = programs.filter((program) => !isBuilt(program));
  if (missing.length > 0 && !succeeds("go", ["version"])) {
    return { available: false, reason: `there is no Go to build ${missing.map(({ name }) => name).join(", ")}` };
  }
  for (const [index, program] of missing.entries()) {
    say(`building ${program.name} ${program.version} (${index + 1} of ${missing.length}, once)`);
    const start = performance.now();
    await build(program);
    say(`built ${program.name} in ${Math.round((performance.now() - start) / 1000)} s`);
  }
  return { available: true, path: programs.map(folderOf).join(":") };
}

/** Whether a program has been built on this machine. */
export function isBuilt(program) {
  return existsSync(fileOf(program));
}

async function build(program) {
  const folder = folderOf(program);
  await mkdir(folder, { recursive: true });
  const variables = Object.entries(program.linked ?? {}).map(([name, value]) => ` -X ${name}=${value}`);
  const flags = ["-trimpath", "-buildvcs=false", "-ldflags", `-s -w${variables.join("")}`];
  const what = program.sources
    ? ["-C", program.sources, "install", ...flags, program.package ?? "."]
    : ["install", ...flags, at(program)];
  await run("nice", ["go", ...what], { env: { CGO_ENABLED: "0", GOBIN: folder } });
  // Go calls it like the last folder of its package
  const built = program.package && join(folder, basename(program.package));
  if (built && !isBuilt(program)) await rename(built, fileOf(program));
}

function at(program) {
  return `${program.package}@${program.version}`;
}

function folderOf({ name, version }) {
  return join(cache, `${name}-${version}`);
}

function fileOf(program) {
  return join(folderOf(program), program.name);
}
