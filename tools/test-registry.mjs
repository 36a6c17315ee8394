// `npm run test:registry`: images and registries against other people's clients, from a bare clone. Last line: the sum.
import { provisionDebian } from "./debian.mjs";
import { provisionGoTools } from "./go-tools.mjs";
import { main, provisionBuild, provisionPackages } from "./provision.mjs";
import { registryPrograms } from "./registry-programs.mjs";
import { runVitest } from "./run-vitest.mjs";
import { provisionSpdxTools } from "./spdx-tools.mjs";

await main(async () => {
  await provisionPackages();
  await provisionBuild();
  const registry = await provisionDebian("docker-registry");
  if (!registry.available) throw new Error(registry.reason);
  const tools = await provisionGoTools(registryPrograms);
  if (!tools.available) throw new Error(tools.reason);
  const spdx = await provisionSpdxTools();
  if (!spdx.available) throw new Error(spdx.reason);
  const filters = process.argv.slice(2);
  return runVitest(filters.length > 0 ? filters : ["test/registry"], {
    MESH_WASM_TEST_GO_TOOLS: tools.path,
    MESH_WASM_TEST_SPDX_TOOLS: spdx.path,
  });
});
