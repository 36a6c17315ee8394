// `npm test`: everything that is missing, then every test that this machine can run. Last line: the sum over all runners.
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { provisionChromium } from "./chromium.mjs";
import { provisionDocker } from "./docker.mjs";
import { provisionDockerRegistry } from "./docker-registry.mjs";
import { main, meshWasm, provisionBuild, provisionPackages, root, run, say } from "./provision.mjs";

/** One Envoy of each minor that the tests run against; the last is the default. */
const envoyVersions = ["1.36", "1.38", "1.39", "1.40"];
const reports = join(root, "reports");

await main(async () => {
  const filters = process.argv.slice(2);
  await provisionPackages();
  await provisionBuild();
  for (const version of envoyVersions) await meshWasm(["envoy", "install", version, "--quiet"]);
  const chromium = await provisionChromium();
  if (!chromium.available) say(`skipping the tests in a browser: ${chromium.reason}`);
  const registry = await provisionDockerRegistry();
  if (!registry.available) say(`skipping the tests with a registry: ${registry.reason}`);
  const docker = await provisionDocker();
  if (!docker.available) say(`skipping the Docker tests: ${docker.reason}`);
  try {
    return await runTests(filters, docker.available, registry.available);
  } finally {
    if (docker.available) await docker.stop();
  }
});

async function runTests(filters, withDocker, withRegistry) {
  const report = join(reports, "vitest.json");
  await rm(report, { force: true });
  await mkdir(reports, { recursive: true });
  const env = {
    MESH_WASM_TEST_ENVOYS: envoyVersions.join(","),
    ...(withDocker ? {} : { MESH_WASM_TEST_NO_DOCKER: "1" }),
    ...(withRegistry ? {} : { MESH_WASM_TEST_NO_REGISTRY: "1" }),
  };
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const status = await run("node", ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...filters], {
    check: false,
    env,
  });
  if (!existsSync(report)) throw Object.assign(new Error("vitest wrote no report"), { status: status || 1 });
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, success } = JSON.parse(
    await readFile(report, "utf8"),
  );
  // A file that does not even load fails without a failed test in it.
  const failed = numFailedTests || (success ? 0 : numFailedTestSuites || 1);
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : "";
  process.stdout.write(`${numPassedTests} passed, ${failed} failed${skipped}\n`);
  return status === 0 && failed === 0 ? 0 : 1;
}
