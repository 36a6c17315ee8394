// Programs in Go that the tests with a registry run beside the toolkit: other people's clients, registries, and the services of sigstore.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { root, run, say, succeeds } from "./provision.mjs";

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "mesh-wasm", "go-tools");
const sources = join(root, "test/registry");

/** What is built, the smallest first: a package of the Go proxy, or the sources of a program in this repository. */
const programs = [
  { name: "oras", version: "v1.3.6", package: "oras.land/oras/cmd/oras" },
  { name: "crane", version: "v0.22.1", package: "github.com/google/go-containerregistry/cmd/crane" },
  fromSources("referrers-registry"),
  fromSources("istio-fetcher"),
  fromSources("envoy-gateway-fetcher"),
  { name: "registry", version: "v3.1.2", package: "github.com/distribution/distribution/v3/cmd/registry" },
  { name: "cosign", version: "v3.1.3", package: "github.com/sigstore/cosign/v3/cmd/cosign" },
  { name: "fulcio", version: "v1.8.8", package: "github.com/sigstore/fulcio" },
  { name: "tesseract", version: "v0.1.1", package: "github.com/transparency-dev/tesseract/cmd/tesseract/posix" },
  { name: "rekor-server", version: "v2.3.0", package: "github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix" },
  {
    name: "timestamp-server",
    version: "v2.0.6",
    package: "github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server",
  },
];

/**
 * Builds what is missing, into a folder of the user's cache.
 *
 * @returns {Promise<{ available: true, path: string } | { available: false, reason: string }>} folders for PATH
 */
export async function provisionGoTools() {
  const missing = programs.filter((program) => !existsSync(fileOf(program)));
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

async function build(program) {
  const folder = folderOf(program);
  await mkdir(folder, { recursive: true });
  const flags = ["-trimpath", "-buildvcs=false", "-ldflags", "-s -w"];
  const what = program.sources ? ["-C", program.sources, "install", ...flags, "."] : ["install", ...flags, at(program)];
  await run("nice", ["go", ...what], { env: { CGO_ENABLED: "0", GOBIN: folder } });
  // Go calls it like the last folder of its package
  const built = program.package && join(folder, basename(program.package));
  if (built && !existsSync(fileOf(program))) await rename(built, fileOf(program));
}

/** A program of this repository; its version is what its sources are. */
function fromSources(name) {
  const folder = join(sources, name);
  const hash = createHash("sha256");
  for (const file of readdirSync(folder).sort()) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  return { name, version: hash.digest("hex").slice(0, 12), sources: folder };
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
