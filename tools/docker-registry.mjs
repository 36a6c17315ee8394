// The registry of Debian for the tests: the one that is there, else installed.
import { run, say, succeeds } from "./provision.mjs";

/**
 * Makes sure that `docker-registry` can be started. Resolves to a reason where this machine cannot have it.
 *
 * @returns {Promise<{ available: true } | { available: false, reason: string }>}
 */
export async function provisionDockerRegistry() {
  if (succeeds("docker-registry", ["--version"])) return { available: true };
  if (process.getuid?.() !== 0 || !succeeds("apt-get", ["--version"])) {
    return { available: false, reason: "there is no docker-registry: on Debian, `apt-get install docker-registry`" };
  }
  say("installing a registry (apt-get install docker-registry)");
  const options = { check: false, stdio: ["ignore", "ignore", "inherit"], env: { DEBIAN_FRONTEND: "noninteractive" } };
  await run("apt-get", ["update", "-q"], options);
  await run("apt-get", ["install", "-qy", "--no-install-recommends", "docker-registry"], options);
  if (succeeds("docker-registry", ["--version"])) return { available: true };
  return { available: false, reason: "apt-get cannot install docker-registry" };
}
