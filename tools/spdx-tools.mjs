// The SPDX project's own tools in Python, which judge the lists of parts that we write.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, run, say, succeeds } from "./provision.mjs";

const version = "0.8.5";
const folder = join(cacheFolder("python-tools"), `spdx-tools-${version}`);

/**
 * Installs the tools with pip into a folder of the user's cache.
 *
 * @returns {Promise<{ available: true, path: string } | { available: false, reason: string }>} a folder for PYTHONPATH
 */
export async function provisionSpdxTools() {
  if (existsSync(join(folder, "spdx_tools"))) return { available: true, path: folder };
  if (!succeeds("python3", ["-m", "pip", "--version"])) {
    return { available: false, reason: "there is no Python with pip to install spdx-tools" };
  }
  say(`installing spdx-tools ${version} (once)`);
  await run("python3", ["-m", "pip", "install", "--quiet", "--target", folder, `spdx-tools==${version}`]);
  return { available: true, path: folder };
}
