import { defineCommand } from "../framework/command.ts";
import { imageArgument } from "../image/options.ts";
import { deliveryOption, manifestTargets, pluginOptions } from "../mesh/options.ts";
import { renderManifest } from "../mesh/render-manifest.ts";
import type { WrittenManifest } from "../mesh/write-manifest.ts";

export const manifest = defineCommand({
  name: "manifest",
  summary: "Write what a control plane needs to load a filter",
  description:
    "Writes the resource with which a mesh loads a filter into its proxies. The image is pinned by its digest, whatever its tag names tomorrow; its module is looked into first: Envoy can load it, it registers the plugin, and its schema takes the configuration. What the target has no field for is refused, and not left out. For Istio it is a WasmPlugin, from version 1.30 a TrafficExtension, and an EnvoyFilter where those cannot say what is asked; for Envoy Gateway an EnvoyExtensionPolicy, for Consul an entry for `consul config write` in JSON, for envoy the whole configuration of an Envoy that runs it.",
  arguments: {
    target: { description: "What it is for", required: true, choices: manifestTargets },
    image: imageArgument,
  },
  options: {
    output: {
      kind: "text",
      short: "o",
      placeholder: "FILE",
      complete: "files",
      description: "Where it goes",
      defaultText: "standard output",
    },
    delivery: deliveryOption,
    service: {
      kind: "text",
      placeholder: "NAME",
      description: "For Consul: the service whose sidecars load it",
      defaultText: "all services (proxy-defaults)",
    },
    upstream: {
      kind: "text",
      placeholder: "HOST:PORT",
      description: "For envoy: where what passes the filter goes",
      defaultText: "Envoy answers itself",
    },
    ...pluginOptions,
  },
  examples: [
    {
      title: "Istio, for the workloads of one label",
      command:
        "mesh-wasm manifest istio ghcr.io/acme/canary:1.0.0 --namespace shop --selector app=cart --plugin-config plugin.yaml",
    },
    {
      title: "A filter that guards, for a version of Istio",
      command:
        "mesh-wasm manifest istio ghcr.io/acme/authz:2.1.0 --namespace shop --phase authz --fail-strategy close --istio 1.27",
    },
    {
      title: "A gateway of Envoy Gateway",
      command:
        "mesh-wasm manifest envoy-gateway ghcr.io/acme/canary:1.0.0 --namespace shop --target-ref Gateway/public",
    },
    {
      title: "A service of Consul, whose sidecars have the module beside them",
      command: "mesh-wasm manifest consul --file /etc/canary.wasm --module canary.wasm --service cart",
    },
    {
      title: "Plugins that share a VM, which takes an EnvoyFilter",
      command: "mesh-wasm manifest istio ghcr.io/acme/canary:1.0.0 --namespace shop --vm-id shared",
    },
  ],
  async run(ctx, args) {
    const { writeManifest } = await import("../mesh/write-manifest.ts");
    return { result: await writeManifest(ctx, args) };
  },
  render: (result: WrittenManifest, ctx) => renderManifest(result, ctx),
});
