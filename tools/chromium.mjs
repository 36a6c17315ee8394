// A browser for the tests: the one that is there, else Debian's, installed.
import { run, say, succeeds } from "./provision.mjs";

/** Names that the program goes by. */
const programs = ["chromium", "chromium-browser", "google-chrome"];

/**
 * Finds Chromium, or installs it. Resolves to a reason where this machine cannot have one.
 *
 * @returns {Promise<{ available: true, program: string } | { available: false, reason: string }>}
 */
export async function provisionChromium() {
  const found = programs.find(answers);
  if (found) return { available: true, program: found };
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !succeeds("apt-get", ["--version"])) {
    return { available: false, reason: "no Chromium: install it (Debian: `apt-get install chromium`)" };
  }
  say("installing Chromium (apt-get install chromium)");
  const options = { check: false, stdio: ["ignore", "ignore", "inherit"], env: { DEBIAN_FRONTEND: "noninteractive" } };
  await run("apt-get", ["update", "-q"], options);
  const status = await run("apt-get", ["install", "-qy", "--no-install-recommends", "chromium"], options);
  if (status === 0 && answers("chromium")) return { available: true, program: "chromium" };
  return { available: false, reason: "no Chromium, and apt-get cannot install it" };
}

function answers(program) {
  return succeeds(program, ["--version"]);
}
