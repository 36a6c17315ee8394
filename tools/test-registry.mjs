// `npm run test:registry`: images and registries against other people's clients, from a bare clone. Last line: the sum.
import { provisionDebian } from "./debian.mjs";
import { provisionGoTools } from "./go-tools.mjs";
import { demanded, main, provisionBuild, provisionPackages } from "./provision.mjs";
import { registryPrograms } from "./registry-programs.mjs";
import { runVitest } from "./run-vitest.mjs";
import { provisionSpdxTools } from "./spdx-tools.mjs";

await main(async () => {
  await provisionPackages();
  await provisionBuild();
  demanded(await provisionDebian("docker-registry"));
  const tools = demanded(await provisionGoTools(registryPrograms));
  const spdx = demanded(await provisionSpdxTools());
  const filters = process.argv.slice(2);
  return runVitest(filters.length > 0 ? filters : ["test/registry"], {
    MESH_WASM_TEST_GO_TOOLS: tools.path,
    MESH_WASM_TEST_SPDX_TOOLS: spdx.path,
  });
});
