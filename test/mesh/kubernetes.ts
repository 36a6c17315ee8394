import { startApiServer } from "./api-server.ts";
import { writeKubeconfig } from "./kubeconfig.ts";
import { KubernetesClient, type Resource, readResources } from "./kubernetes-client.ts";
import { type MeshFile, readMeshFile } from "./mesh-tools.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { starting } from "./starting.ts";

/** The API of a cluster that has no nodes: what is applied is kept, checked and watched, and runs nowhere. */
export interface Kubernetes extends AsyncDisposable {
  /** May do everything. */
  readonly admin: User;
  /** Makes a ServiceAccount, with rules of what it may do in its namespace. */
  addUser(namespace: string, name: string, rules: readonly Rule[]): Promise<User>;
}

/** Somebody who uses the API. */
export interface User {
  readonly api: KubernetesClient;
  /** File for other programs that ask in the user's name. */
  readonly kubeconfig: string;
}

/** What may be done with resources. */
export interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

/** Starts an API server that knows the custom resources of releases. */
export function startKubernetes(definitions: readonly MeshFile[]): Promise<Kubernetes> {
  return starting(async (started) => {
    const folder = await scratchFolder(started, "kubernetes");
    const { access, server } = await startApiServer(started, folder);
    const admin = new KubernetesClient(access);
    const texts = await Promise.all(definitions.map(readMeshFile));
    const defined = texts.flatMap((text) => readResources<Definition>(text));
    await Promise.all(defined.map((definition) => admin.applyOne(definition)));
    await server.until(async () => (await Promise.all(defined.map((one) => isServed(admin, one)))).every(Boolean));
    return {
      admin: { api: admin, kubeconfig: await writeKubeconfig(folder, "admin", access) },
      async addUser(namespace, name, rules) {
        await allow(admin, namespace, name, rules);
        const own = { ...access, token: await admin.tokenOf(namespace, name) };
        const kubeconfig = await writeKubeconfig(folder, `${namespace}-${name}`, own, namespace);
        return { api: new KubernetesClient(own), kubeconfig };
      },
    };
  });
}

/** A CustomResourceDefinition, which is served some time after it was applied. */
interface Definition extends Resource {
  spec: { group: string; names: { kind: string }; versions: { name: string; served: boolean }[] };
}

async function isServed(admin: KubernetesClient, { spec }: Definition): Promise<boolean> {
  const versions = spec.versions.filter(({ served }) => served);
  const known = versions.map(({ name }) => admin.knows(`${spec.group}/${name}`, spec.names.kind));
  return (await Promise.all(known)).every(Boolean);
}

/** Makes a ServiceAccount, with rules of what it may do in its namespace. */
export async function allow(admin: KubernetesClient, namespace: string, name: string, rules: readonly Rule[]) {
  const metadata = { name, namespace };
  const rbac = "rbac.authorization.k8s.io";
  await admin.applyOne({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  await admin.applyOne({ apiVersion: "v1", kind: "ServiceAccount", metadata });
  await admin.applyOne({ apiVersion: `${rbac}/v1`, kind: "Role", metadata, rules });
  await admin.applyOne({
    apiVersion: `${rbac}/v1`,
    kind: "RoleBinding",
    metadata,
    roleRef: { apiGroup: rbac, kind: "Role", name },
    subjects: [{ kind: "ServiceAccount", name }],
  });
}
