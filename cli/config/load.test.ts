import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../fixtures/project.ts";
import { loadProject } from "./load.ts";

const config = { filters: { canary: { entry: "assembly/index.ts" } }, envoy: "1.40" };
const json = JSON.stringify(config);
const typescript = `import { defineConfig, type ProjectConfig } from "mesh-wasm";
const config: ProjectConfig = ${json};
export default defineConfig(config);
`;

const forms: Record<string, Record<string, string>> = {
  TypeScript: { "mesh-wasm.config.ts": typescript },
  "TypeScript module": { "mesh-wasm.config.mts": typescript },
  JavaScript: { "mesh-wasm.config.js": `export default ${json};` },
  "JavaScript in a package of modules": {
    "mesh-wasm.config.js": `import { defineConfig } from "mesh-wasm";\nexport default defineConfig(${json});`,
    "package.json": '{ "type": "module" }',
  },
  "JavaScript module": { "mesh-wasm.config.mjs": `export default ${json};` },
  JSON: { "mesh-wasm.config.json": `{ "$schema": "schema.json", ${json.slice(1)}` },
  "JSON with comments": {
    "mesh-wasm.config.jsonc": `// the project\n${json.replace('"1.40"', '"1.40" // the mesh\n')}`,
  },
  "a field of package.json": { "package.json": `{ "name": "x", "mesh-wasm": ${json} }` },
};

describe("loadProject", () => {
  test.each(Object.keys(forms))("reads %s", async (form) => {
    const folder = folderWith(forms[form] ?? {});
    expect(await loadProject(folder)).toMatchObject({ config, directory: folder });
  });

  test("uses the mesh-wasm that the project has installed", async () => {
    const folder = folderWith({
      "mesh-wasm.config.mjs": 'import { own } from "mesh-wasm";\nexport default own;',
      "node_modules/mesh-wasm/package.json": '{ "name": "mesh-wasm", "type": "module", "exports": "./index.js" }',
      "node_modules/mesh-wasm/index.js": `export const own = ${json};`,
    });
    expect((await loadProject(folder)).config).toEqual(config);
  });

  test("finds the nearest file upwards", async () => {
    const folder = folderWith({ "mesh-wasm.config.json": json });
    mkdirSync(join(folder, "assembly/deep"), { recursive: true });
    expect(await loadProject(join(folder, "assembly/deep"))).toMatchObject({ directory: folder });
  });

  test("takes the file that is named", async () => {
    const folder = folderWith({ "mesh-wasm.config.json": "{}", "other/beta.json": json });
    expect(await loadProject(folder, "other/beta.json")).toMatchObject({ config, directory: join(folder, "other") });
  });

  test("a package.json without the field is passed over", async () => {
    const folder = folderWith({ "mesh-wasm.config.json": json, "filter/package.json": '{ "name": "x" }' });
    expect(await loadProject(join(folder, "filter"))).toMatchObject({ directory: folder });
  });
});
