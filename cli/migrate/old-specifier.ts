/** The packages of the old SDK and of its fork. */
export const oldPackages = ["@solo-io/proxy-runtime", "@gcoredev/proxy-wasm-sdk-as"] as const;

/** What stands in for them. */
export const proxyRuntime = "mesh-wasm/assembly/proxy-runtime";

/** The files of the old packages that programs import from, and their counterparts. */
const counterparts: Readonly<Record<string, string>> = {
  "": proxyRuntime,
  index: proxyRuntime,
  proxy: `${proxyRuntime}/proxy`,
  exports: `${proxyRuntime}/proxy`,
  malloc: `${proxyRuntime}/proxy`,
  runtime: `${proxyRuntime}/runtime`,
};

/**
 * What an import of the old SDK becomes: `null` for a file of it without a counterpart, `undefined` for anything else.
 * Imports by a path into `node_modules` count, too.
 */
export function newSpecifier(specifier: string): string | null | undefined {
  const inPackage = specifier.replace(/^.*\/node_modules\//, "");
  const name = oldPackages.find((candidate) => inPackage === candidate || inPackage.startsWith(`${candidate}/`));
  if (name === undefined) return undefined;
  const file = inPackage
    .slice(name.length + 1)
    .replace(/^assembly(\/|$)/, "")
    .replace(/\.ts$/, "")
    .replace(/\/$/, "");
  return counterparts[file] ?? null;
}
