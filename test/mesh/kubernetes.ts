import { generateKeyPairSync } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { freePort } from "../../registry/fixtures/docker-registry.ts";
import { type Access, KubernetesClient, type Resource, readResources } from "./kubernetes-client.ts";
import { type MeshFile, readMeshFile } from "./mesh-tools.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { startServer } from "./server.ts";
import { type Started, starting } from "./starting.ts";

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

const issuer = "https://kubernetes.default.svc";
/** Whom istiod takes tokens of proxies to be for. */
export const istioAudience = "istio-ca";
const adminToken = "admin";

/** Starts an API server that knows the custom resources of releases. */
export function startKubernetes(definitions: readonly MeshFile[]): Promise<Kubernetes> {
  return starting(async (started) => {
    const folder = await scratchFolder(started, "kubernetes");
    const { access, server } = await startApiServer(started, folder, await startEtcd(started, folder));
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

/** Starts etcd. Gives where its clients reach it. */
async function startEtcd(started: Started, folder: string): Promise<string> {
  const [clients, peers] = [`http://127.0.0.1:${await freePort()}`, `http://127.0.0.1:${await freePort()}`];
  const forClients = ["--listen-client-urls", clients, "--advertise-client-urls", clients];
  const forPeers = ["--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers];
  const cluster = ["--initial-cluster", `default=${peers}`, "--data-dir", join(folder, "etcd")];
  started.use(startServer(["etcd", ...forClients, ...forPeers, ...cluster], { folder }));
  return clients;
}

/** Starts an API server, with one administrator. */
async function startApiServer(started: Started, folder: string, etcd: string) {
  const key = join(folder, "accounts.pem");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  await writeFile(key, privateKey.export({ type: "pkcs8", format: "pem" }));
  await writeFile(join(folder, "tokens.csv"), `${adminToken},admin,admin,system:masters\n`);
  const port = await freePort();
  const server = started.use(
    startServer(
      [
        "kube-apiserver",
        `--etcd-servers=${etcd}`,
        `--cert-dir=${folder}/certificates`,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        `--secure-port=${port}`,
        "--service-cluster-ip-range=10.99.0.0/16",
        `--service-account-issuer=${issuer}`,
        `--service-account-key-file=${key}`,
        `--service-account-signing-key-file=${key}`,
        `--api-audiences=${issuer},${istioAudience}`,
        `--token-auth-file=${folder}/tokens.csv`,
        "--authorization-mode=RBAC",
        // Nobody is there to make tokens, and endpoints of the server itself
        "--disable-admission-plugins=ServiceAccount",
        "--endpoint-reconciler-type=none",
      ],
      { folder },
    ),
  );
  const url = `https://127.0.0.1:${port}`;
  let access: Access = { url, ca: "", token: adminToken };
  await server.until(async () => {
    // It makes its certificate when it starts
    const ca = await readFile(join(folder, "certificates/apiserver.crt"), "utf8").catch(() => "");
    access = { ...access, ca };
    return ca !== "" && new KubernetesClient(access).isReady();
  });
  return { access, server };
}

async function writeKubeconfig(folder: string, name: string, { url, ca, token }: Access, namespace = "default") {
  const file = join(folder, `${name}.kubeconfig`);
  const authority = Buffer.from(ca).toString("base64");
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server: url, "certificate-authority-data": authority } }],
    users: [{ name, user: { token } }],
    contexts: [{ name: "test", context: { cluster: "test", user: name, namespace } }],
    "current-context": "test",
  };
  await writeFile(file, stringify(kubeconfig));
  return file;
}
