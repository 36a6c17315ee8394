// Bundles the command line into dist/bin/, so that a command loads a few files and not hundreds. It is CommonJS in chunks: Node
// begins with that sooner than with ES modules, and a command loads the chunks that it needs.
import { readdirSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { root } from "./provision.mjs";

const folder = join(root, "dist/bin");
const licences = "LICENSES.txt";

/** Packages that look for files of their own, or that belong to the user's project; and one that asks for others which are not there. */
const external = [/^(?:@cyclonedx\/|@kubernetes\/|assemblyscript|istanbul-|jiti|testcontainers|vitest)/];

/**
 * What is loaded together stands together, each with all that it imports: what comes before Node keeps what it makes of code, what
 * every command needs, and what talks to registries. valibot is for itself, since configurations need it, too.
 */
const groups = [
  { name: "keep-compiled", test: /[/\\]cli[/\\]keep-compiled\.ts$/, priority: 3 },
  { name: "main", test: /[/\\]cli[/\\]run-process\.ts$/, priority: 2 },
  { name: "valibot", test: /[/\\]node_modules[/\\]valibot[/\\]/, priority: 1 },
  { name: "registry", test: /[/\\]cli[/\\]image[/\\]image-place\.ts$/ },
];

export async function bundle() {
  const build = await rolldown({
    input: { "mesh-wasm": join(root, "cli/bin.ts") },
    cwd: root,
    platform: "node",
    external,
    transform: { target: "node20.19" },
    resolve: { alias: { "#host-platform": join(root, "host/node/platform.ts") } },
  });
  const { output } = await build.write({
    dir: folder,
    format: "cjs",
    comments: false, // licences have a file, and what is not there need not be read
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name]-[hash].cjs",
    codeSplitting: { groups },
  });
  await build.close();
  await writeFile(join(folder, licences), licencesOf(output.flatMap(({ moduleIds }) => moduleIds ?? [])));
  // Chunks of builds before go when the new ones are there
  const names = new Set([...output.map(({ fileName }) => fileName), licences]);
  for (const name of readdirSync(folder)) if (!names.has(name)) await rm(join(folder, name));
}

/** The licences of other people's packages in the bundle, as they ask for. */
function licencesOf(files) {
  const packages = new Set(files.flatMap((file) => packageOf(file) ?? []));
  return [...packages]
    .sort()
    .map((path) => {
      const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
      const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file ? readFileSync(join(path, file), "utf8").trim() : license;
      return `${name} ${version}\n\n${text}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}

/** The folder of the package that a file is of; undefined for our own. */
function packageOf(file) {
  return /^(.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+)[/\\]/.exec(file)?.[1];
}
