import { relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { MeshWasmError } from "../../core/index.ts";
import { buildUnitTests, type UnitTestBuild } from "./build-unit-tests.ts";

/** What is used of a plugin of Vite, which vitest runs on. */
export interface VitePlugin {
  name: string;
  enforce: "pre";
  load(this: { addWatchFile(file: string): void }, id: string): Promise<{ code: string; map: { mappings: "" } } | null>;
}

/**
 * The plugin of vitest that runs unit tests in AssemblyScript: `*.spec.ts` in `assembly/` are built when they are asked for, and
 * each test in them is one of vitest, in the same run and reports as all others.
 */
export function unitTestsPlugin(build: UnitTestBuild): VitePlugin {
  return {
    name: "mesh-wasm:unit-tests",
    enforce: "pre",
    async load(id) {
      const file = resolve(id.replace(/\?.*$/, ""));
      if (!isUnitTestFile(file, build.projectDir)) return null;
      return { code: await moduleFor(file, build, (input) => this.addWatchFile(input)), map: { mappings: "" } };
    },
  };
}

/** Whether a file has unit tests: `*.spec.ts` in the folder `assembly` of the project, or of one of its filters. */
export function isUnitTestFile(file: string, projectDir: string): boolean {
  const parts = relative(projectDir, file).split(sep);
  if (parts[0] === ".." || parts.includes("node_modules")) return false;
  return file.endsWith(".spec.ts") && parts.slice(0, -1).includes("assembly");
}

async function moduleFor(file: string, build: UnitTestBuild, watch: (input: string) => void): Promise<string> {
  try {
    const { inputs, ...module } = await buildUnitTests(file, build);
    for (const input of inputs) if (!input.includes(`${sep}node_modules${sep}`)) watch(input);
    return runModule(module);
  } catch (error) {
    if (!(error instanceof MeshWasmError)) throw error;
    if (error.location) watch(resolve(build.projectDir, error.location.file));
    return failModule(error, build.projectDir, file);
  }
}

/** A test file that runs a module with unit tests. */
function runModule(module: object): string {
  const runner = fileURLToPath(new URL(`./define-unit-tests${import.meta.url.slice(-3)}`, import.meta.url));
  return [
    'import { afterAll, describe, test } from "vitest";',
    `import { defineUnitTests } from ${JSON.stringify(runner)};`,
    `await defineUnitTests({ afterAll, describe, test }, ${JSON.stringify(module)});`,
  ].join("\n");
}

/** A test file that fails as the build has. */
function failModule(error: MeshWasmError, projectDir: string, file: string): string {
  const { location } = error;
  const place = location ? `${resolve(projectDir, location.file)}:${location.line}:${location.column}` : `${file}:1:1`;
  const message = [`${error.code}: ${error.message}`, ...error.details].join("\n");
  const stack = `Error: ${message}\n    at build (${place})`;
  return `throw Object.assign(new Error(${JSON.stringify(message)}), { stack: ${JSON.stringify(stack)} });`;
}
