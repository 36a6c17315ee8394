import type { ModuleSource } from "./module-source.ts";

/** What a proxy does with requests while a plugin cannot run: refuse them, let them through, or start the VM anew and refuse meanwhile. */
export type FailStrategy = "close" | "open" | "reload";

/** Where among Istio's own filters a plugin runs: before authentication, before authorization, before telemetry. */
export type Phase = "authn" | "authz" | "stats";

/** Which traffic of a workload: what it sends, what it receives, or both. */
export type Direction = "client" | "server" | "both";

/** A resource of a control plane that a plugin is bound to. */
export interface TargetRef {
  /** API group, such as `gateway.networking.k8s.io`; empty for a Service. */
  group: string;
  /** `Gateway`, `HTTPRoute`, `Service`, … */
  kind: string;
  name: string;
}

/** What runs: one configured use of a module, in the words of Envoy's `PluginConfig`. */
export interface PluginSettings {
  /** Name of the resource, and of the plugin in Envoy. */
  name: string;
  source: ModuleSource;
  /** Root id of the plugin in the module. */
  rootId: string;
  /** Plugin configuration, which the plugin gets as JSON. */
  configuration?: unknown;
  failStrategy: FailStrategy;
  /** `http` for a filter of requests, `network` for one of connections. Default `http`. */
  type?: "http" | "network";
  /** Plugins with one id, module and VM configuration share a VM. */
  vmId?: string;
  /** What the VM gets in `proxy_on_vm_start`, as JSON. */
  vmConfiguration?: unknown;
  /** Environment variables of the VM. */
  environment?: Readonly<Record<string, string>>;
  /** Names of variables that the VM takes over from the proxy's own environment. */
  hostEnvironment?: readonly string[];
  /** Host calls that the VM may make; others are not linked. */
  allowedCapabilities?: readonly string[];
  /** Whether `StopIteration` of `onRequestHeaders` stops the headers alone, and the body goes on. */
  allowOnHeadersStopIteration?: boolean;
}

/** Where it runs. A target that cannot express a field refuses it and says what to use instead. */
export interface PluginPlacement {
  /** Namespace of the resource. */
  namespace?: string;
  /** Labels of the workloads; without them and `targetRefs` all of the namespace. */
  selector?: Readonly<Record<string, string>>;
  targetRefs?: readonly TargetRef[];
  phase?: Phase;
  /** Among plugins of one phase the higher goes first. */
  priority?: number;
  direction?: Direction;
  /** Ports of the traffic; all where there are none. */
  ports?: readonly number[];
  /** Labels of the resource itself. */
  labels?: Readonly<Record<string, string>>;
  /** Annotations of the resource itself. */
  annotations?: Readonly<Record<string, string>>;
}

/**
 * One plugin as a control plane is to load it.
 *
 * @example
 * const canary: MeshPlugin = {
 *   name: "canary",
 *   namespace: "shop",
 *   source: { kind: "image", repository: "ghcr.io/acme/canary", digest: "sha256:4f53…" },
 *   rootId: "canary",
 *   configuration: { header: "x-beta" },
 *   failStrategy: "open",
 *   selector: { app: "cart" },
 * };
 */
export interface MeshPlugin extends PluginSettings, PluginPlacement {}
