// Servers that Debian has, for the tests: those that are there, else installed.
import { run, say, succeeds } from "./provision.mjs";

/** What is installed, by the program that it brings. */
const packages = { "docker-registry": "docker-registry", etcd: "etcd-server" };

/**
 * Makes sure that a program can be started. Resolves to a reason where this machine cannot have it.
 *
 * @param {keyof typeof packages} program
 * @returns {Promise<{ available: true } | { available: false, reason: string }>}
 */
export async function provisionDebian(program) {
  if (succeeds(program, ["--version"])) return { available: true };
  const name = packages[program];
  if (process.getuid?.() !== 0 || !succeeds("apt-get", ["--version"])) {
    return { available: false, reason: `there is no ${program}: on Debian, \`apt-get install ${name}\`` };
  }
  say(`installing ${program} (apt-get install ${name})`);
  const options = { check: false, stdio: ["ignore", "ignore", "inherit"], env: { DEBIAN_FRONTEND: "noninteractive" } };
  await run("apt-get", ["update", "-q"], options);
  await run("apt-get", ["install", "-qy", "--no-install-recommends", name], options);
  if (succeeds(program, ["--version"])) return { available: true };
  return { available: false, reason: `apt-get cannot install ${name}` };
}
