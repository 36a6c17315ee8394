import type { KubeConfig } from "@kubernetes/client-node";
import { type Context, MeshWasmError } from "../../core/index.ts";
import { ask, type ClusterOptions, type Question, readKubeconfig } from "./cluster-access.ts";
import { type Resource, resourceText } from "./resource.ts";

/** The name under which fields are managed. */
const fieldManager = "mesh-wasm";

/** How a resource is applied. */
export interface ApplyOptions {
  /** Have the server do all but keep it. */
  dryRun?: boolean;
  /** Take over fields that others manage. */
  force?: boolean;
}

interface Kind {
  name: string;
  kind: string;
  namespaced: boolean;
}

/** Asks an API server in the user's name. */
export class KubernetesClient {
  readonly config: KubeConfig;
  /** The namespace of the context. */
  readonly namespace: string;
  /** The name of the user in the kubeconfig. */
  readonly user: string;
  readonly #signal: AbortSignal;
  readonly #kinds = new Map<string, Promise<Kind[] | null>>();

  private constructor(config: KubeConfig, signal: AbortSignal) {
    this.config = config;
    this.namespace = config.getContextObject(config.getCurrentContext())?.namespace ?? "default";
    this.user = config.getCurrentUser()?.name ?? "";
    this.#signal = signal;
  }

  /** @throws MeshWasmError MW0921 */
  static async connect(ctx: Context, options: ClusterOptions): Promise<KubernetesClient> {
    return new KubernetesClient(await readKubeconfig(ctx, options), ctx.signal);
  }

  /** The resource as the cluster has it; null where it, or its kind, is not there. */
  async get(resource: Pick<Resource, "apiVersion" | "kind" | "metadata">): Promise<Resource | null> {
    const path = await this.#pathOf(resource);
    return path === null ? null : this.#ask<Resource>("GET", path, `read ${resourceText(resource)}`);
  }

  /** Applies the resource on the server. Gives what the cluster has then, or would have. */
  async apply(resource: Resource, { dryRun, force }: ApplyOptions = {}): Promise<Resource> {
    const what = `apply ${resourceText(resource)}`;
    const path = await this.#pathOf(resource);
    if (path === null) {
      throw new MeshWasmError("MW0925", `the cluster knows no ${resource.kind} of ${resource.apiVersion}`);
    }
    const query = new URLSearchParams({ fieldManager, fieldValidation: "Strict" });
    if (dryRun) query.set("dryRun", "All");
    if (force) query.set("force", "true");
    return (await this.#ask<Resource>("PATCH", `${path}?${query}`, what, resource)) as Resource;
  }

  /** Removes the resource; false where it is not there. */
  async delete(resource: Resource): Promise<boolean> {
    const path = await this.#pathOf(resource);
    return path !== null && (await this.#ask("DELETE", path, `delete ${resourceText(resource)}`)) !== null;
  }

  /** The pods of a namespace that have the labels. */
  async pods(namespace: string, labels: Readonly<Record<string, string>>): Promise<Resource[]> {
    const query = new URLSearchParams({
      labelSelector: Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(","),
    });
    const path = `/api/v1/namespaces/${namespace}/pods?${query}`;
    return (await this.#ask<{ items: Resource[] }>("GET", path, `list pods in ${namespace}`))?.items ?? [];
  }

  /** What a container has logged; null where there is no such pod. */
  log(namespace: string, pod: string, container: string, tailLines?: number): Promise<string | null> {
    const query = new URLSearchParams({ container, ...(tailLines !== undefined && { tailLines: `${tailLines}` }) });
    const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log?${query}`;
    return ask(this.config, { method: "GET", path, what: `read the log of ${namespace}/${pod}` }, this.#signal);
  }

  async #pathOf({ apiVersion, kind, metadata }: Pick<Resource, "apiVersion" | "kind" | "metadata">) {
    const version = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const asked =
      this.#kinds.get(version) ??
      this.#ask<{ resources: Kind[] }>("GET", version, `ask for the kinds of ${apiVersion}`).then(
        (list) => list?.resources ?? null,
      );
    this.#kinds.set(version, asked);
    const found = (await asked)?.find((one) => one.kind === kind && !one.name.includes("/"));
    if (!found) return null;
    const namespace = found.namespaced ? `/namespaces/${metadata.namespace ?? this.namespace}` : "";
    return `${version}${namespace}/${found.name}/${metadata.name}`;
  }

  async #ask<T>(method: Question["method"], path: string, what: string, body?: unknown): Promise<T | null> {
    const text = await ask(this.config, { method, path, what, body }, this.#signal);
    return text === null ? null : (JSON.parse(text) as T);
  }
}
