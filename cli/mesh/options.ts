import type { OptionDefinition } from "../framework/command.ts";
import { type RegistryArguments, registryOptions } from "../image/options.ts";
import { pluginConfigOption, rootIdOption } from "../run/options.ts";

/** What a manifest can be written for. */
export const manifestTargets = ["istio", "istio-envoyfilter", "envoy-gateway", "consul", "envoy"] as const;

/** Those that are resources of Kubernetes, and can be deployed. */
export const deployTargets = ["istio", "istio-envoyfilter", "envoy-gateway"] as const;

/** One of {@link manifestTargets}. */
export type ManifestTarget = (typeof manifestTargets)[number];

/** How the configuration of an EnvoyFilter gets into the listener. */
export const deliveryOption = {
  kind: "choice",
  placeholder: "HOW",
  choices: ["ecds", "insert"],
  default: "ecds",
  description: "In an EnvoyFilter: configuration apart from the listener, or in it",
} as const satisfies OptionDefinition;

/** What says which module a control plane loads, how it is configured, and where it runs. */
export const pluginOptions = {
  url: { kind: "text", placeholder: "URL", description: "The module is on a web server, and in no registry" },
  file: {
    kind: "text",
    placeholder: "PATH",
    description: "The module lies beside the proxy, at this absolute path",
  },
  module: {
    kind: "text",
    placeholder: "FILE",
    complete: "files",
    description: "The module itself, which is looked into in place of what a registry or web server would give",
  },
  fetchCluster: {
    kind: "text",
    placeholder: "NAME",
    description: "Cluster, or service of Consul, through which Envoy reaches the web server",
  },
  name: {
    kind: "text",
    placeholder: "NAME",
    description: "Name of the resource and of the plugin",
    defaultText: "the root id",
  },
  namespace: { kind: "text", short: "n", placeholder: "NAME", description: "Namespace of the resource" },
  rootId: { ...rootIdOption, defaultText: "the one that the module registers" },
  pluginConfig: { ...pluginConfigOption, defaultText: "none" },
  failStrategy: {
    kind: "choice",
    placeholder: "STRATEGY",
    choices: ["close", "open", "reload"],
    description:
      "While the filter cannot run: refuse requests, let them through, or start it anew and refuse meanwhile",
    defaultText: "open for a filter that refuses nothing itself; must be given for any other",
  },
  selector: {
    kind: "list",
    short: "l",
    placeholder: "LABEL=VALUE",
    description: "Label of the workloads whose proxies load it",
  },
  targetRef: {
    kind: "list",
    placeholder: "KIND/NAME",
    description: "Resource that it is bound to, such as Gateway/public or HTTPRoute/shop",
  },
  phase: {
    kind: "choice",
    placeholder: "PHASE",
    choices: ["authn", "authz", "stats"],
    description: "Before which of Istio's own filters it runs",
    defaultText: "before the router",
  },
  priority: {
    kind: "number",
    placeholder: "N",
    minimum: -(2 ** 31),
    maximum: 2 ** 31 - 1,
    description: "Among filters of one phase the higher goes first",
  },
  direction: {
    kind: "choice",
    placeholder: "DIRECTION",
    choices: ["client", "server", "both"],
    description: "Traffic that the workload sends, receives, or both",
  },
  port: { kind: "list", placeholder: "N", description: "Port of the traffic, as often as there are ports" },
  type: {
    kind: "choice",
    placeholder: "TYPE",
    choices: ["http", "network"],
    default: "http",
    description: "A filter of requests, or of connections",
  },
  env: { kind: "list", placeholder: "NAME=VALUE", description: "Environment variable of the VM" },
  hostEnv: { kind: "list", placeholder: "NAME", description: "Variable that the VM takes over from the proxy" },
  pullSecret: {
    kind: "text",
    placeholder: "NAME",
    description: "Secret with the registry's credentials, in the namespace of the resource",
  },
  pullPolicy: {
    kind: "choice",
    placeholder: "POLICY",
    choices: ["IfNotPresent", "Always"],
    description: "When a proxy asks the registry again",
  },
  vmId: { kind: "text", placeholder: "ID", description: "Plugins of one VM id and module share a VM" },
  vmConfig: {
    kind: "text",
    placeholder: "FILE",
    complete: "files",
    description: "VM configuration: as --plugin-config",
  },
  allowCapability: {
    kind: "list",
    placeholder: "CALL",
    description: "Host call or callback that the VM may use; others are taken from it",
  },
  headersStopIteration: {
    kind: "flag",
    description: "StopIteration in onRequestHeaders stops the headers alone, and not the body",
  },
  istio: {
    kind: "text",
    placeholder: "VERSION",
    description: "Version of Istio that the manifest is for, such as 1.27",
    defaultText: "any that has what is asked for",
  },
  ...registryOptions,
} as const satisfies Record<string, OptionDefinition>;

/** What {@link pluginOptions} say. */
export interface PluginArguments extends RegistryArguments {
  url: string | undefined;
  file: string | undefined;
  module: string | undefined;
  fetchCluster: string | undefined;
  name: string | undefined;
  namespace: string | undefined;
  rootId: string | undefined;
  pluginConfig: string | undefined;
  failStrategy: "close" | "open" | "reload" | undefined;
  selector: string[];
  targetRef: string[];
  phase: "authn" | "authz" | "stats" | undefined;
  priority: number | undefined;
  direction: "client" | "server" | "both" | undefined;
  port: string[];
  type: "http" | "network";
  env: string[];
  hostEnv: string[];
  pullSecret: string | undefined;
  pullPolicy: "IfNotPresent" | "Always" | undefined;
  vmId: string | undefined;
  vmConfig: string | undefined;
  allowCapability: string[];
  headersStopIteration: boolean;
  istio: string | undefined;
}
