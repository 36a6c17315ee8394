import { createHash } from "node:crypto";
import { dirname } from "node:path/posix";
import { MeshWasmError } from "../../core/index.ts";
import type { Address } from "../envoy/address.ts";
import { bootstrapDocument, defaultAdminPort, ownEnvoy, portsOf } from "../envoy/own-envoy.ts";
import { metadataOf } from "../kubernetes/metadata.ts";
import type { Manifest, ManifestDocument } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { yamlDocument } from "../output/yaml-document.ts";
import { refuseFields } from "../refused-fields.ts";
import { adminCluster, readyListener, readyPort } from "./ready-listener.ts";

/** What has the file of a module: a ConfigMap or a PersistentVolumeClaim of the namespace. */
export type ModuleVolume = { configMap: string } | { claim: string };

/** What an Envoy of Linkerd depends on. */
export interface LinkerdOptions {
  /** The service whose traffic meets the plugin. */
  upstream: Address;
  /** Tag of the image `envoyproxy/envoy`, without the `v`. Default 1.40.0. */
  envoyVersion?: string;
  /** Default 2. */
  replicas?: number;
  /** Is mounted where a module that is a file lies. */
  volume?: ModuleVolume;
}

/** The version of Envoy that runs where none is said. */
export const linkerdEnvoyVersion = "1.40.0";

const configFolder = "/etc/envoy";

/**
 * An Envoy in front of a service of Linkerd, whose own proxies load no modules: its configuration, a Deployment that Linkerd takes
 * into the mesh, and a Service that clients use in place of the other.
 *
 * @throws MeshWasmError MW0901 for an image, which Envoy does not fetch, a file without a volume, and what an Envoy cannot express
 * @example
 * const { documents } = envoyDeployment(plugin, { upstream: { host: "cart.shop.svc.cluster.local", port: 8080 } });
 * documents.map(({ kind }) => kind); // ["ConfigMap", "Deployment", "Service"]
 */
export function envoyDeployment(plugin: MeshPlugin, options: LinkerdOptions): Manifest {
  refuse(plugin, options);
  const { listeners, clusters, notes } = ownEnvoy(plugin, { upstream: options.upstream });
  const parts = { listeners: [...listeners, readyListener], clusters: [...clusters, adminCluster] };
  const bootstrap = bootstrapDocument(parts, defaultAdminPort);
  const config = yamlDocument(bootstrap);
  return {
    documents: [configMap(plugin, config), deployment(plugin, options, config), service(plugin)],
    notes: [
      "Linkerd's proxies load no modules: this is an Envoy beside them, and Linkerd takes it into the mesh.",
      `Clients meet the plugin at the Service ${plugin.name}; who calls ${options.upstream.host} itself goes past it.`,
      ...notes,
    ],
  };
}

function refuse(plugin: MeshPlugin, { volume }: LinkerdOptions): void {
  const resource = "an Envoy in front of a service of Linkerd";
  refuseFields(resource, plugin, ["selector", "targetRefs"], "name the service with --upstream");
  refuseFields(resource, plugin, ["phase", "priority"], "it runs this plugin alone");
  refuseFields(resource, plugin, ["direction"], "it runs the plugin where the service receives: leave it out");
  if (plugin.source.kind !== "file" || volume) return;
  throw new MeshWasmError("MW0901", "a file must come into the Envoy's container, and no volume is named", {
    hint: "name the ConfigMap or PersistentVolumeClaim that has it, or serve the module (--url)",
  });
}

function configMap(plugin: MeshPlugin, config: string): ManifestDocument {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: metadataOf(plugin), data: { "envoy.yaml": config } };
}

function deployment(plugin: MeshPlugin, options: LinkerdOptions, config: string): ManifestDocument {
  const { replicas = 2, volume } = options;
  const mounted = plugin.source.kind === "file" && volume;
  const annotations = {
    "linkerd.io/inject": "enabled",
    // Pods start anew with another configuration
    "checksum/config": createHash("sha256").update(config).digest("hex"),
  };
  const volumes = [
    { name: "config", configMap: { name: plugin.name } },
    ...(mounted ? [{ name: "module", ...volumeSource(mounted) }] : []),
  ];
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: metadataOf(plugin),
    spec: {
      replicas,
      selector: { matchLabels: labelsOf(plugin) },
      template: {
        metadata: { labels: labelsOf(plugin), annotations },
        spec: { containers: [container(plugin, options)], volumes },
      },
    },
  };
}

function volumeSource(volume: ModuleVolume): ManifestDocument {
  return "configMap" in volume
    ? { configMap: { name: volume.configMap } }
    : { persistentVolumeClaim: { claimName: volume.claim, readOnly: true } };
}

function container(plugin: MeshPlugin, { envoyVersion = linkerdEnvoyVersion }: LinkerdOptions): ManifestDocument {
  const { source } = plugin;
  const module = source.kind === "file" ? [{ name: "module", mountPath: dirname(source.path), readOnly: true }] : [];
  return {
    name: "envoy",
    image: `envoyproxy/envoy:v${envoyVersion}`,
    command: ["envoy", "--config-path", `${configFolder}/envoy.yaml`, "--disable-hot-restart"],
    ports: [
      ...portsOf(plugin).map((port) => ({ name: portName(plugin, port), containerPort: port })),
      { name: "ready", containerPort: readyPort },
    ],
    readinessProbe: { httpGet: { path: "/ready", port: "ready" } },
    // The image's own user
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 101,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [{ name: "config", mountPath: configFolder, readOnly: true }, ...module],
  };
}

function service(plugin: MeshPlugin): ManifestDocument {
  const ports = portsOf(plugin).map((port) => ({ name: portName(plugin, port), port, targetPort: port }));
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: metadataOf(plugin),
    spec: { selector: labelsOf(plugin), ports },
  };
}

function labelsOf({ name }: MeshPlugin): ManifestDocument {
  return { "app.kubernetes.io/name": name };
}

/** Kubernetes takes the protocol from what is before the dash. */
function portName({ type }: MeshPlugin, port: number): string {
  return `${type === "network" ? "tcp" : "http"}-${port}`;
}
