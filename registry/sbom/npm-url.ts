import { PackageURL } from "packageurl-js";
import type { ModuleMetadata } from "../../module/index.ts";

/** The package URL ("purl") by which scanners know a package of npm: `pkg:npm/%40acme/headers@1.0.0`. */
export function npmUrl({ name, version }: ModuleMetadata["packages"][number]): string {
  const [scope, last] = name.startsWith("@") ? name.split("/", 2) : [undefined, name];
  return new PackageURL("npm", scope, last ?? name, version).toString();
}
