import { generateKeyPairSync } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { freePort } from "../../registry/fixtures/docker-registry.ts";
import { type Access, KubernetesClient } from "./kubernetes-client.ts";
import { type MeshFile, readMeshFile } from "./mesh-tools.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { startServer } from "./server.ts";
import { type Started, starting } from "./starting.ts";

/** The API of a cluster that has no nodes: what is applied is kept, checked and watched, and runs nowhere. */
export interface Kubernetes extends AsyncDisposable {
  /** What the administrator may do, which is everything. */
  readonly admin: KubernetesClient;
  /** The administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** Makes a ServiceAccount, with rules of what it may do in its namespace, and gives a kubeconfig of it. */
  limitedUser(namespace: string, name: string, rules: readonly Rule[]): Promise<string>;
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
    const access = await startApiServer(started, folder, await startEtcd(started, folder));
    const admin = new KubernetesClient(access);
    for (const name of definitions) await admin.apply(await readMeshFile(name));
    const kubeconfig = await writeKubeconfig(folder, "admin", access);
    return {
      admin,
      kubeconfig,
      async limitedUser(namespace, name, rules) {
        await allow(admin, namespace, name, rules);
        const token = await admin.tokenOf(namespace, name);
        return writeKubeconfig(folder, `${namespace}-${name}`, { ...access, token }, namespace);
      },
    };
  });
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
async function startApiServer(started: Started, folder: string, etcd: string): Promise<Access> {
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
  return access;
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
