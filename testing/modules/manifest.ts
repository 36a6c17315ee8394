import { readFileSync } from "node:fs";

/** The environment variable in which `mesh-wasm test` names the file that says where the built modules are. */
export const manifestVariable = "MESH_WASM_TEST_MANIFEST";

/** What `mesh-wasm test` has built. */
export interface TestManifest {
  /** By the filter's name in the project's configuration. Paths are absolute. */
  filters: Record<string, ManifestFilter>;
}

export interface ManifestFilter {
  module: string;
  /** Null where there is none. */
  sourceMap: string | null;
  rootId: string | null;
  /** Why there is no module, where the filter could not be built. */
  error?: string;
}

/** The manifest of `mesh-wasm test`; undefined where tests run without it. */
export function readManifest(env: Readonly<Record<string, string | undefined>>): TestManifest | undefined {
  const file = env[manifestVariable];
  return file ? (JSON.parse(readFileSync(file, "utf8")) as TestManifest) : undefined;
}
