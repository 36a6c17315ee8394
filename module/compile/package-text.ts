import type { CompiledPackage } from "./compiled-packages.ts";

/**
 * A package as a module names it: in a small module each byte counts.
 *
 * @example
 * packageText({ name: "mesh-wasm", version: "0.1.0", license: "Apache-2.0" }); // "mesh-wasm@0.1.0 Apache-2.0"
 */
export function packageText({ name, version, license }: CompiledPackage): string {
  return license === undefined ? `${name}@${version}` : `${name}@${version} ${license}`;
}

/** The package that a text names; undefined where it names none. */
export function parsePackage(text: string): CompiledPackage | undefined {
  const [, name, version, license] = /^(@?[^@\s]+)@([^@\s]+)(?: (.+))?$/.exec(text) ?? [];
  if (name === undefined || version === undefined) return undefined;
  return { name, version, ...(license !== undefined && { license }) };
}
