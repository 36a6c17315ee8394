// `npm test`: everything that is missing, then every test that this machine can run. Last line: the sum over all runners.
import { provisionChromium } from "./chromium.mjs";
import { provisionDebian } from "./debian.mjs";
import { provisionDocker } from "./docker.mjs";
import { main, meshWasm, provisionBuild, provisionPackages, say } from "./provision.mjs";
import { runVitest } from "./run-vitest.mjs";

/** One Envoy of each minor that the tests run against; the last is the default. */
const envoyVersions = ["1.36", "1.38", "1.39", "1.40"];

await main(async () => {
  const filters = process.argv.slice(2);
  await provisionPackages();
  await provisionBuild();
  for (const version of envoyVersions) await meshWasm(["envoy", "install", version, "--quiet"]);
  const chromium = await provisionChromium();
  if (!chromium.available) say(`skipping the tests in a browser: ${chromium.reason}`);
  const registry = await provisionDebian("docker-registry");
  if (!registry.available) say(`skipping the tests with a registry: ${registry.reason}`);
  say("leaving out the tests with oras, crane, cosign and fetchers of meshes: npm run test:registry has them");
  say("leaving out the tests with control planes of meshes: npm run test:mesh has them");
  const docker = await provisionDocker();
  if (!docker.available) say(`skipping the Docker tests: ${docker.reason}`);
  try {
    return await runTests(filters, docker.available, registry.available);
  } finally {
    if (docker.available) await docker.stop();
  }
});

function runTests(filters, withDocker, withRegistry) {
  return runVitest(filters, {
    MESH_WASM_TEST_ENVOYS: envoyVersions.join(","),
    ...(withDocker ? {} : { MESH_WASM_TEST_NO_DOCKER: "1" }),
    ...(withRegistry ? {} : { MESH_WASM_TEST_NO_REGISTRY: "1" }),
  });
}
