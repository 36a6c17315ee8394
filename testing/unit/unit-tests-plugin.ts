import { relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { MeshWasmError } from "../../core/index.ts";
import { type Compiler, createCompiler } from "../../module/index.ts";
import { buildUnitTests, type UnitTestBuild } from "./build-unit-tests.ts";

/** What Vite is not to take for TypeScript: of files with unit tests it gets JavaScript, and their tsconfig.json is not for it. */
const exclude = [/\.js$/, /[\\/]assembly[\\/](?:.*[\\/])?[^\\/]+\.spec\.ts$/];

/** What is used of a plugin of Vite, which vitest runs on. */
export interface VitePlugin {
  name: string;
  enforce: "pre";
  config(this: { meta?: { viteVersion?: string } } | undefined): object;
  configResolved(config: { root: string }): void;
  load(this: { addWatchFile(file: string): void }, id: string): Promise<{ code: string; map: { mappings: "" } } | null>;
}

/**
 * The plugin of vitest that runs unit tests in AssemblyScript: files `*.spec.ts` in `assembly/` are built when they are asked
 * for, and each test in them is one of vitest, in the same run and the same reports as all others. `mesh-wasm test` brings it
 * along.
 *
 * @param build Default: the project is vitest's root, and a warm compiler builds.
 *
 * @example
 * import { unitTestsPlugin } from "mesh-wasm/testing/unit";
 * import { defineConfig } from "vitest/config";
 *
 * export default defineConfig({ plugins: [unitTestsPlugin()] });
 */
export function unitTestsPlugin(build: Partial<UnitTestBuild> = {}): VitePlugin {
  let root = process.cwd();
  let compiler: Compiler | undefined;
  return {
    name: "mesh-wasm:unit-tests",
    enforce: "pre",
    config() {
      // Up to Vite 7 esbuild compiles TypeScript, then Oxc
      const major = Number.parseInt(this?.meta?.viteVersion ?? "6", 10);
      return { [major < 8 ? "esbuild" : "oxc"]: { exclude } };
    },
    configResolved(config) {
      root = config.root;
    },
    async load(id) {
      const { projectDir = root } = build;
      const file = resolve(id.replace(/\?.*$/, ""));
      if (!isUnitTestFile(file, projectDir)) return null;
      const compile =
        build.compile ??
        ((options) => {
          compiler ??= createCompiler();
          return compiler.compile(options);
        });
      const code = await moduleFor(file, { ...build, projectDir, compile }, (input) => this.addWatchFile(input));
      return { code, map: { mappings: "" } };
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
