// `npm run bench -- NAME [--json]`: one benchmark, from a bare clone.
import { provisionDebian } from "./debian.mjs";
import { provisionGoTools } from "./go-tools.mjs";
import { demanded, main, provisionBuild, provisionPackages, run } from "./provision.mjs";
import { registryPrograms } from "./registry-programs.mjs";

await main(async () => {
  await provisionPackages();
  await provisionBuild();
  return run("node", ["node_modules/jiti/lib/jiti-cli.mjs", "bench/main.ts", ...process.argv.slice(2)], {
    check: false,
    env: process.argv.includes("registry") ? await provisionClients() : {},
  });
});

/** What the benchmark of registries runs beside our own client. */
async function provisionClients() {
  demanded(await provisionDebian("docker-registry"));
  const tools = demanded(await provisionGoTools(registryPrograms));
  return { MESH_WASM_BENCH_GO_TOOLS: tools.path };
}
