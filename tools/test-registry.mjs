// `npm run test:registry`: images and registries against other people's clients, from a bare clone. Last line: the sum.
import { provisionDockerRegistry } from "./docker-registry.mjs";
import { provisionGoTools } from "./go-tools.mjs";
import { main, provisionBuild, provisionPackages } from "./provision.mjs";
import { runVitest } from "./run-vitest.mjs";
import { provisionSpdxTools } from "./spdx-tools.mjs";

await main(async () => {
  await provisionPackages();
  await provisionBuild();
  const registry = await provisionDockerRegistry();
  if (!registry.available) throw new Error(registry.reason);
  const tools = await provisionGoTools();
  if (!tools.available) throw new Error(tools.reason);
  const spdx = await provisionSpdxTools();
  if (!spdx.available) throw new Error(spdx.reason);
  const filters = process.argv.slice(2);
  return runVitest(filters.length > 0 ? filters : ["test/registry"], {
    MESH_WASM_TEST_GO_TOOLS: tools.path,
    MESH_WASM_TEST_SPDX_TOOLS: spdx.path,
  });
});
