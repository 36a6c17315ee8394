// `npm run test:mesh`: what is deployed, in real control planes with their own proxies, from a bare clone. Last line: the sum.
// With --light, control planes that take long to build run only where they have been built.
import { withoutApart } from "./apart.mjs";
import { provisionDebian } from "./debian.mjs";
import { isBuilt, provisionGoTools } from "./go-tools.mjs";
import { provisionMeshFiles } from "./mesh-files.mjs";
import { lightPrograms, meshPrograms } from "./mesh-programs.mjs";
import { demanded, main, meshWasm, provisionBuild, provisionPackages, say } from "./provision.mjs";
import { runVitest } from "./run-vitest.mjs";

/** The Envoy of all proxies; each mesh's own release of it is a version or two behind. */
const envoyVersion = "1.40";

await main(async () => {
  const reason = withoutApart();
  if (reason) throw new Error(reason);
  await provisionPackages();
  await provisionBuild();
  await meshWasm(["envoy", "install", envoyVersion, "--quiet"]);
  for (const program of ["docker-registry", "etcd"]) demanded(await provisionDebian(program));
  const words = process.argv.slice(2);
  const programs = words.includes("--light") ? lightOrBuilt() : meshPrograms;
  const tools = demanded(await provisionGoTools(programs));
  const filters = words.filter((word) => word !== "--light");
  const env = { MESH_WASM_TEST_GO_TOOLS: tools.path, MESH_WASM_TEST_MESH_FILES: provisionMeshFiles() };
  return runVitest(filters.length > 0 ? filters : ["test/mesh"], env, { isApart: true });
});

function lightOrBuilt() {
  const programs = meshPrograms.filter((program) => lightPrograms.includes(program.name) || isBuilt(program));
  const missing = meshPrograms.filter((program) => !programs.includes(program)).map(({ name }) => name);
  if (missing.length > 0)
    say(`leaving out tests of ${missing.join(", ")}: npm run test:mesh without --light builds them`);
  return programs;
}
