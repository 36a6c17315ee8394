// `npm run test:mesh`: what is deployed, in real control planes with their own proxies, from a bare clone. Last line: the sum.
import { withoutApart } from "./apart.mjs";
import { provisionDebian } from "./debian.mjs";
import { provisionGoTools } from "./go-tools.mjs";
import { provisionMeshFiles } from "./mesh-files.mjs";
import { meshPrograms } from "./mesh-programs.mjs";
import { main, meshWasm, provisionBuild, provisionPackages } from "./provision.mjs";
import { runVitest } from "./run-vitest.mjs";

/** The Envoy of all proxies; each mesh's own release of it is a version or two behind. */
const envoyVersion = "1.40";

await main(async () => {
  const reason = withoutApart();
  if (reason) throw new Error(reason);
  await provisionPackages();
  await provisionBuild();
  await meshWasm(["envoy", "install", envoyVersion, "--quiet"]);
  for (const program of ["docker-registry", "etcd"]) {
    const server = await provisionDebian(program);
    if (!server.available) throw new Error(server.reason);
  }
  const tools = await provisionGoTools(meshPrograms);
  if (!tools.available) throw new Error(tools.reason);
  const filters = process.argv.slice(2);
  const env = { MESH_WASM_TEST_GO_TOOLS: tools.path, MESH_WASM_TEST_MESH_FILES: provisionMeshFiles() };
  return runVitest(filters.length > 0 ? filters : ["test/mesh"], env, { isApart: true });
});
