// `npm run check`: types, lint, imports between rooms, exports, dead code. Runs all and fails if one does.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { main, provisionBuild, provisionPackages, root, run } from "./provision.mjs";

const bin = (name) => `node_modules/.bin/${name}`;

const checks = {
  "types (TypeScript)": () => run(bin("tsc"), ["-p", "tsconfig.json"]),
  async "types (AssemblyScript)"() {
    for (const project of assemblyProjects()) await run(bin("tsc"), ["--noEmit", "-p", project]);
  },
  "lint and format": () => run(bin("biome"), ["check", "--error-on-warnings", "."]),
  async "imports between rooms"() {
    const { forbiddenImports } = await import("./check-imports.mjs"); // needs packages
    const found = forbiddenImports();
    if (found.length > 0) throw new Error(found.join("\n"));
  },
  "exports (publint)": () => run(bin("publint"), ["--strict"]),
  "exports (attw)": () => run(bin("attw"), ["--pack", ".", "--profile", "esm-only", ...unresolvable]),
  "dead code (knip)": () => run(bin("knip"), []),
};

/** Entry points that are no JavaScript: AssemblyScript sources and modules. */
const unresolvable = ["--exclude-entrypoints", "./assembly", "./assembly/crypto", "./assembly/proxy-runtime"];

/** The folders of AssemblyScript with a tsconfig.json of their own. */
function assemblyProjects() {
  const candidates = [];
  for (const room of ["filters", "templates"]) {
    for (const name of readdirSync(join(root, room))) candidates.push(`${room}/${name}/assembly`);
  }
  const filters = candidates.filter(
    (folder) => existsSync(join(root, folder, "tsconfig.json")) && existsSync(join(root, folder, "index.ts")),
  );
  return ["assembly", "bench/filters", "filters/samples", ...filters];
}

await main(async () => {
  await provisionPackages();
  await provisionBuild();
  const failed = [];
  for (const [name, body] of Object.entries(checks)) {
    process.stdout.write(`\n> ${name}\n`);
    try {
      await body();
    } catch (error) {
      process.stderr.write(`${error.message}\n`);
      failed.push(name);
    }
  }
  process.stdout.write(failed.length > 0 ? `\nfailed: ${failed.join(", ")}\n` : "\nall checks passed\n");
  return failed.length > 0 ? 1 : 0;
});
