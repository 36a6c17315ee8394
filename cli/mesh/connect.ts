import { isOffline, MeshWasmError } from "../../core/index.ts";
import { type ClusterOptions, KubernetesClient } from "../../mesh/index.ts";
import type { CommandContext } from "../framework/context.ts";

/**
 * The cluster of the user's kubeconfig.
 *
 * @throws MeshWasmError MW0920 offline, MW0921
 */
export async function connect(ctx: CommandContext, options: ClusterOptions): Promise<KubernetesClient> {
  if (!isOffline(ctx)) return KubernetesClient.connect(ctx, options);
  throw new MeshWasmError("MW0920", "the cluster is not asked: mesh-wasm is offline", {
    hint: "leave out --offline and MESH_WASM_OFFLINE",
  });
}
