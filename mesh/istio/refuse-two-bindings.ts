import { MeshWasmError } from "../../core/index.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";

/**
 * Refuses labels of workloads beside targets: each resource of Istio is bound in one way.
 *
 * @throws MeshWasmError MW0901
 */
export function refuseTwoBindings({ selector, targetRefs }: MeshPlugin): void {
  if (!selector || !targetRefs) return;
  throw new MeshWasmError("MW0901", "labels of workloads and targets exclude each other in Istio", {
    hint: "leave out --selector or --target-ref",
  });
}
