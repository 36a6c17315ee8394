import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The path of a file that is shipped as it is in `envoy/docker/`: it stands beside this file in the sources, and two
 * folders above the compiled one in the package.
 */
export function dockerAsset(name: "Dockerfile" | "watchdog.mjs"): string {
  const beside = fileURLToPath(new URL(name, import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL(`../../../envoy/docker/${name}`, import.meta.url));
}
