import type { MeshPlugin } from "../mesh-plugin.ts";
import { refuseFields } from "../refused-fields.ts";

/**
 * Refuses what has no meaning in an Envoy of one's own.
 *
 * @throws MeshWasmError MW0901
 */
export function refusePlacement(resource: string, plugin: MeshPlugin): void {
  refuseFields(resource, plugin, ["selector", "targetRefs"], "whichever Envoy gets the configuration runs the plugin");
  refuseFields(resource, plugin, ["phase", "priority"], "filters run in the order in which they stand there");
  refuseFields(resource, plugin, ["direction"], "choose the listeners with --port");
}
