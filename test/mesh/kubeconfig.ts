import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Access } from "./kubernetes-client.ts";

/** Writes the file with which other programs ask an API server in somebody's name. */
export async function writeKubeconfig(
  folder: string,
  name: string,
  { url, ca, token }: Access,
  namespace = "default",
): Promise<string> {
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
