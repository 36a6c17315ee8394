/** A module in a registry. */
export interface ImageSource {
  kind: "image";
  /** Without tag and digest: `ghcr.io/acme/canary`. */
  repository: string;
  /** Digest of the manifest, `sha256:` and 64 hexadecimal digits. What is loaded is what was looked at. */
  digest: string;
  /** The tag that the digest was found under, to show; the digest alone decides. */
  tag?: string;
  /** Name of the secret with the registry's credentials, of type `kubernetes.io/dockerconfigjson`, in the plugin's namespace. */
  pullSecret?: string;
  pullPolicy?: "IfNotPresent" | "Always";
}

/** A module on a web server. */
export interface HttpSource {
  kind: "http";
  /** `https://…/canary.wasm` */
  url: string;
  /** SHA-256 of the module itself, 64 hexadecimal digits. */
  sha256: string;
  /** Cluster, or service of Consul, through which an Envoy that fetches the module itself reaches the server. */
  cluster?: string;
}

/** A module that lies beside the proxy. */
export interface FileSource {
  kind: "file";
  /** Absolute path where the proxy runs. */
  path: string;
}

/** Where a proxy, or the control plane for it, finds the module. */
export type ModuleSource = ImageSource | HttpSource | FileSource;
