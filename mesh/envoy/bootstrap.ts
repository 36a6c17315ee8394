import type { Manifest } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { refuseFields } from "../refused-fields.ts";
import { discoveryNote } from "./discovered-filter.ts";
import { bootstrapDocument, defaultAdminPort, type EnvoyOptions, ownEnvoy } from "./own-envoy.ts";
import { refusePlacement } from "./refuse-placement.ts";

/**
 * The whole configuration of an Envoy that runs the plugin on its ports. With `discoveryPath` a second document is the file that
 * Envoy reads the plugin from.
 *
 * @throws MeshWasmError MW0901 for an image, which Envoy does not fetch, and for what only a control plane knows
 * @example
 * const { documents } = envoyBootstrap(plugin, { upstream: { host: "cart", port: 8080 } });
 * documents[0].static_resources.listeners[0].name; // "http-10000"
 */
export function envoyBootstrap(plugin: MeshPlugin, options: EnvoyOptions = {}): Manifest {
  refusePlacement("Envoy's own configuration", plugin);
  const ofKubernetes = ["namespace", "labels", "annotations"] as const;
  refuseFields("Envoy's own configuration", plugin, ofKubernetes, "it is a file, and no resource of Kubernetes");
  const envoy = ownEnvoy(plugin, options);
  const document = bootstrapDocument(envoy, options.adminPort ?? defaultAdminPort);
  if (envoy.discovery === undefined) return { documents: [document], files: ["envoy.yaml"], notes: envoy.notes };
  return {
    documents: [document, envoy.discovery],
    files: ["envoy.yaml", "discovery.yaml"],
    notes: [...envoy.notes, discoveryNote(options.discoveryPath)],
  };
}
