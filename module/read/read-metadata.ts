import type { ModuleMetadata } from "../compile/index.ts";
import { parsePackage } from "../compile/package-text.ts";

const text = new TextDecoder("utf-8", { fatal: true });

/** Parses the content of the custom section `mesh-wasm`; null where it is not what `mesh-wasm build` writes. */
export function readMetadata(content: Uint8Array): ModuleMetadata | null {
  let value: unknown;
  try {
    value = JSON.parse(text.decode(content));
  } catch {
    return null;
  }
  return isWritten(value)
    ? { ...value, packages: (value.packages ?? []).flatMap((text) => parsePackage(text) ?? []) }
    : null;
}

/** As it is in the module. Those of the first versions do not say what is in them. */
type Written = Omit<ModuleMetadata, "packages"> & { packages?: string[] };

function isWritten(value: unknown): value is Written {
  if (!isObject(value)) return false;
  const texts = ["name", "version", "sdk", "sources"].every((key) => isText(value[key]));
  const rootIds = value["rootIds"];
  return (
    texts &&
    (value["mode"] === "release" || value["mode"] === "debug") &&
    areTexts(rootIds) &&
    isObject(value["configuration"]) &&
    Object.values(value["configuration"]).every(isObject) &&
    areTexts(value["packages"] ?? [])
  );
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
