import { expect, test } from "vitest";
import { packageVersion } from "../../core/package-root.ts";
import { readModule } from "../read/index.ts";
import { compile } from "./compile.ts";
import { smallFilter, testProject } from "./test-project.ts";

test("a module says which packages are compiled into it", async () => {
  await using project = await testProject({
    "assembly/index.ts": smallFilter
      .replace("\nclass Plugin", 'import { answer } from "@acme/answers/assembly";\n\nclass Plugin')
      .replace('"yes"', "answer"),
    "node_modules/@acme/answers/package.json": JSON.stringify({
      name: "@acme/answers",
      version: "2.1.0",
      license: "MIT",
    }),
    "node_modules/@acme/answers/assembly/index.ts": 'export { answer } from "inner/assembly/index";\n',
    "node_modules/inner/package.json": JSON.stringify({ name: "inner", version: "0.0.1" }),
    "node_modules/inner/assembly/index.ts": 'export const answer = "yes";\n',
    "node_modules/unused/package.json": JSON.stringify({ name: "unused", version: "1.0.0" }),
  });
  const { wasm, inputs } = await compile(project.options());
  expect(readModule(wasm).metadata?.packages).toEqual([
    { name: "@acme/answers", version: "2.1.0", license: "MIT" },
    { name: "assemblyscript", version: expect.stringMatching(/^\d+\.\d+\.\d+$/), license: "Apache-2.0" },
    { name: "inner", version: "0.0.1" },
    { name: "mesh-wasm", version: packageVersion(), license: "Apache-2.0" },
  ]);
  expect(inputs).toContain(`${project.directory}/node_modules/inner/package.json`);
});
