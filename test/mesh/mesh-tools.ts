import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { processContext } from "../../core/index.ts";
import { defaultEnvoyVersion, findEnvoy } from "../../envoy/index.ts";

const files = process.env["MESH_WASM_TEST_MESH_FILES"];

/** Whether the tests with control planes are left out: only `npm run test:mesh` has what they need. */
export const withoutMeshes = files === undefined;

/** The definitions of a release's custom resources, or the bootstrap of Istio's proxies. */
export type MeshFile = "istio.yaml" | "gateway-api.yaml" | "envoy-gateway.yaml" | "envoy-bootstrap.json";

/** The path of a file out of a mesh's release. */
export function meshFile(name: MeshFile): string {
  return join(files ?? "", name);
}

/** Reads a file out of a mesh's release. */
export function readMeshFile(name: MeshFile): Promise<string> {
  return readFile(meshFile(name), "utf8");
}

/** The Envoy of all proxies. */
export async function envoyPath(): Promise<string> {
  const { path } = await findEnvoy(processContext(), { version: defaultEnvoyVersion });
  return path;
}
