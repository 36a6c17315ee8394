import { request } from "node:https";
import { parseAllDocuments } from "yaml";

/** A resource of Kubernetes, as far as it is read here. */
export interface Resource {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  [field: string]: unknown;
}

/** The resources of a text in YAML. */
export function readResources<T extends Resource>(text: string): T[] {
  return parseAllDocuments(text).flatMap((document) => document.toJS() ?? []);
}

/** Which API server, and who asks. */
export interface Access {
  readonly url: string;
  /** Certificate of its authority, in PEM. */
  readonly ca: string;
  readonly token: string;
}

interface Kind {
  name: string;
  kind: string;
  namespaced: boolean;
}

/** Asks an API server in somebody's name. */
export class KubernetesClient {
  constructor(private readonly access: Access) {}

  /** Whether it is ready for requests. */
  async isReady(): Promise<boolean> {
    try {
      await this.send("GET", "/readyz");
      return true;
    } catch {
      return false;
    }
  }

  get<T = Resource>(path: string): Promise<T> {
    return this.send<T>("GET", path);
  }

  /** Creates the resources of a text in YAML, or makes those that are there like them. */
  async apply(text: string): Promise<void> {
    for (const resource of readResources(text)) await this.applyOne(resource);
  }

  async applyOne(resource: Resource): Promise<void> {
    const query = "fieldManager=mesh-wasm-test&force=true&fieldValidation=Strict";
    const path = `${await this.pathOf(resource)}?${query}`;
    await this.send("PATCH", path, resource, "application/apply-patch+yaml");
  }

  async delete(resource: Resource): Promise<void> {
    await this.send("DELETE", await this.pathOf(resource));
  }

  /** A token of a ServiceAccount. */
  async tokenOf(namespace: string, account: string, audiences?: string[]): Promise<string> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`;
    const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { audiences } };
    const { status } = await this.send<{ status: { token: string } }>("POST", path, body);
    return status.token;
  }

  /** Whether it serves a kind of an API version, such as `apps/v1`. */
  async knows(apiVersion: string, kind: string): Promise<boolean> {
    return this.kindOf(apiVersion, kind).then(Boolean, () => false);
  }

  private async pathOf({ apiVersion, kind, metadata }: Resource): Promise<string> {
    const found = await this.kindOf(apiVersion, kind);
    if (!found) throw new Error(`the API server knows no ${kind} of ${apiVersion}`);
    const namespace = found.namespaced ? `/namespaces/${metadata.namespace ?? "default"}` : "";
    return `${pathOfVersion(apiVersion)}${namespace}/${found.name}/${metadata.name}`;
  }

  private async kindOf(apiVersion: string, kind: string): Promise<Kind | undefined> {
    const { resources } = await this.get<{ resources: Kind[] }>(pathOfVersion(apiVersion));
    return resources.find((one) => one.kind === kind && !one.name.includes("/"));
  }

  private send<T>(method: string, path: string, body?: object, type = "application/json"): Promise<T> {
    const { url, ca, token } = this.access;
    const headers = { authorization: `Bearer ${token}`, accept: "application/json", "content-type": type };
    return new Promise((resolve, reject) => {
      const sent = request(`${url}${path}`, { method, ca, headers }, async (response) => {
        const text = (await response.setEncoding("utf8").toArray()).join("");
        const { statusCode = 0 } = response;
        if (statusCode >= 300) reject(new Error(`${method} ${path}: ${statusCode} ${text}`));
        else resolve(response.headers["content-type"]?.includes("json") ? JSON.parse(text) : text);
      });
      sent.on("error", reject);
      sent.end(body && JSON.stringify(body));
    });
  }
}

function pathOfVersion(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
