import type { ModuleMetadata } from "../compile/index.ts";

const text = new TextDecoder("utf-8", { fatal: true });

/** Parses the content of the custom section `mesh-wasm`; null where it is not what `mesh-wasm build` writes. */
export function readMetadata(content: Uint8Array): ModuleMetadata | null {
  let value: unknown;
  try {
    value = JSON.parse(text.decode(content));
  } catch {
    return null;
  }
  // Modules of the first versions do not say what is in them
  return isMetadata(value) ? { ...value, packages: value.packages ?? [] } : null;
}

function isMetadata(value: unknown): value is ModuleMetadata {
  if (!isObject(value)) return false;
  const texts = ["name", "version", "sdk", "sources"].every((key) => isText(value[key]));
  const rootIds = value["rootIds"];
  return (
    texts &&
    (value["mode"] === "release" || value["mode"] === "debug") &&
    Array.isArray(rootIds) &&
    rootIds.every(isText) &&
    isObject(value["configuration"]) &&
    Object.values(value["configuration"]).every(isObject) &&
    arePackages(value["packages"] ?? [])
  );
}

function arePackages(value: unknown): boolean {
  return Array.isArray(value) && value.every(isPackage);
}

function isPackage(value: unknown): boolean {
  return isObject(value) && isText(value["name"]) && isText(value["version"]) && isText(value["license"] ?? "");
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
