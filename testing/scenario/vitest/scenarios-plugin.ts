import { relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isSuiteFile } from "../read-suite.ts";

/** What is used of a plugin of Vite, which vitest runs on. */
export interface ScenariosPlugin {
  name: string;
  enforce: "pre";
  configResolved(config: { root: string }): void;
  load(id: string): { code: string; map: { mappings: "" } } | null;
}

/**
 * The plugin of vitest that runs suites of scenarios: each test of a `.textpb`, a `.tests.yaml` or a `.scenario.yaml` is one of vitest, in the
 * same run and the same reports as all others. `mesh-wasm test` brings it along.
 *
 * @example
 * import { scenariosPlugin } from "mesh-wasm/testing/scenario";
 * import { defineConfig } from "vitest/config";
 *
 * export default defineConfig({
 *   plugins: [scenariosPlugin()],
 *   test: { include: ["test/**\/*.test.ts", "test/**\/*.textpb"] },
 * });
 */
export function scenariosPlugin(): ScenariosPlugin {
  let root = process.cwd();
  return {
    name: "mesh-wasm:scenarios",
    enforce: "pre",
    configResolved(config) {
      root = config.root;
    },
    load(id) {
      const file = resolve(id.replace(/\?.*$/, ""));
      return isScenarioFile(file, root) ? { code: testFileFor(file, root), map: { mappings: "" } } : null;
    },
  };
}

/** Whether a file is a suite of a project. */
export function isScenarioFile(file: string, projectDir: string): boolean {
  const parts = relative(projectDir, file).split(sep);
  return isSuiteFile(file) && parts[0] !== ".." && !parts.includes("node_modules");
}

/** A test file with the tests of a suite. */
function testFileFor(file: string, projectDir: string): string {
  const runner = fileURLToPath(new URL(`./define-scenarios${import.meta.url.slice(-3)}`, import.meta.url));
  return [
    'import { afterAll, beforeAll, test } from "vitest";',
    `import { defineScenarios } from ${JSON.stringify(runner)};`,
    `defineScenarios({ afterAll, beforeAll, test }, ${JSON.stringify({ file, projectDir })});`,
  ].join("\n");
}
