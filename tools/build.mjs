// Builds dist/: the library by tsc, the command line as a bundle, then the ready-made filters by the compiler just built. Run by
// `npm ci` through "prepare".
import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "./bundle.mjs";
import { main, root, run } from "./provision.mjs";

await main(async () => {
  await run("node", ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"]);
  await bundle();
  const names = readdirSync(join(root, "filters")).filter((name) =>
    existsSync(join(root, "filters", name, "assembly")),
  );
  const stale = names.filter((name) => !isFresh(name));
  if (stale.length === 0) return;
  const { createCompiler } = await import("../dist/module/index.js");
  const compiler = createCompiler();
  await mkdir(join(root, "dist/filters"), { recursive: true });
  try {
    for (const name of stale) await buildFilter(compiler, name);
  } finally {
    await compiler.close();
  }
});

async function buildFilter(compiler, name) {
  const projectDir = join(root, "filters", name);
  const entry = join(projectDir, "assembly/index.ts");
  const { wasm, sourceMap } = await compiler.compile({ name, projectDir, entry, mode: "release" });
  await writeFile(join(root, "dist/filters", `${name}.wasm`), wasm);
  await writeFile(join(root, "dist/filters", `${name}.wasm.map`), sourceMap ?? "");
}

/** Whether a built filter is newer than its sources, the SDK and the compiler. */
function isFresh(name) {
  const output = join(root, "dist/filters", `${name}.wasm`);
  if (!existsSync(output)) return false;
  const built = statSync(output).mtimeMs;
  return ["assembly", `filters/${name}`, "module/compile"].every((folder) => newest(join(root, folder)) <= built);
}

function newest(folder) {
  const times = readdirSync(folder, { recursive: true }).map((path) => statSync(join(folder, path)).mtimeMs);
  return Math.max(...times);
}
