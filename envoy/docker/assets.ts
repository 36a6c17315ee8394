import { join } from "node:path";
import { packageRoot } from "../../core/package-root.ts";

/** The path of a file that is shipped as it is in `envoy/docker/`. */
export function dockerAsset(name: "Dockerfile" | "watchdog.mjs"): string {
  return join(packageRoot(), "envoy/docker", name);
}
