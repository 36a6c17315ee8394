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
  return isMetadata(value) ? value : null;
}

function isMetadata(value: unknown): value is ModuleMetadata {
  if (!isObject(value)) return false;
  const texts = ["name", "version", "sdk", "sources"].every((key) => typeof value[key] === "string");
  const rootIds = value["rootIds"];
  return (
    texts &&
    (value["mode"] === "release" || value["mode"] === "debug") &&
    Array.isArray(rootIds) &&
    rootIds.every((id) => typeof id === "string") &&
    isObject(value["configuration"]) &&
    Object.values(value["configuration"]).every(isObject)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
