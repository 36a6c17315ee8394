import { generateKeyPairSync } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../../registry/fixtures/docker-registry.ts";
import { type Access, KubernetesClient } from "./kubernetes-client.ts";
import { type Server, startServer } from "./server.ts";
import type { Started } from "./starting.ts";

/** Whom istiod takes tokens of proxies to be for. */
export const istioAudience = "istio-ca";

const issuer = "https://kubernetes.default.svc";
const adminToken = "admin";

/** Starts an API server that keeps its things in a folder, with one administrator. */
export async function startApiServer(started: Started, folder: string): Promise<{ access: Access; server: Server }> {
  const etcd = await startEtcd(started, folder);
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

/** Starts etcd. Gives where its clients reach it. */
async function startEtcd(started: Started, folder: string): Promise<string> {
  const [clients, peers] = [`http://127.0.0.1:${await freePort()}`, `http://127.0.0.1:${await freePort()}`];
  const forClients = ["--listen-client-urls", clients, "--advertise-client-urls", clients];
  const forPeers = ["--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers];
  const cluster = ["--initial-cluster", `default=${peers}`, "--data-dir", join(folder, "etcd")];
  started.use(startServer(["etcd", ...forClients, ...forPeers, ...cluster], { folder }));
  return clients;
}
