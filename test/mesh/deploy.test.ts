import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Captured, capture } from "../../cli/fixtures/captured-cli.ts";
import { freePort } from "../../registry/fixtures/docker-registry.ts";
import { type Kubernetes, startKubernetes, type User } from "./kubernetes.ts";
import { withoutMeshes } from "./mesh-tools.ts";

const namespace = "shop";
const path = `/apis/extensions.istio.io/v1alpha1/namespaces/${namespace}/wasmplugins`;
const digests = ["1", "2", "3"].map((digit) => `sha256:${digit.repeat(64)}`);

function yaml(digest: string, name = "filter"): string {
  return `apiVersion: extensions.istio.io/v1alpha1
kind: WasmPlugin
metadata: { name: ${name}, namespace: ${namespace} }
spec: { url: "oci://registry.test/acme/filter@${digest}", pluginName: filter, selector: { matchLabels: { app: cart } } }
`;
}

describe.skipIf(withoutMeshes("kube-apiserver"))("deploying to an API server", () => {
  let kubernetes: Kubernetes;
  let reader: User;
  const folder = mkdtempSync(join(tmpdir(), "mesh-wasm-deploy-"));

  beforeAll(async () => {
    kubernetes = await startKubernetes(["istio.yaml"]);
    const rules = [{ apiGroups: ["extensions.istio.io"], resources: ["wasmplugins"], verbs: ["get"] }];
    reader = await kubernetes.addUser(namespace, "reader", rules);
  });
  afterAll(() => kubernetes?.[Symbol.asyncDispose]());

  async function meshWasm(words: readonly string[], kubeconfig = kubernetes.admin.kubeconfig): Promise<Captured> {
    return capture([...words, "--kubeconfig", kubeconfig], { cwd: folder });
  }
  async function deploy(text: string, ...words: string[]): Promise<Captured> {
    writeFileSync(join(folder, "filter.yaml"), text);
    return meshWasm(["deploy", "--manifest", "filter.yaml", ...words]);
  }
  function live(name = "filter"): Promise<{ spec: { url: string; selector: unknown } }> {
    return kubernetes.admin.api.get(`${path}/${name}`);
  }
  async function data(words: readonly string[]) {
    return JSON.parse((await meshWasm([...words, "--json"])).stdout).data;
  }
  const [first = "", second = "", third = ""] = digests;

  test("a dry run shows what would be, and keeps nothing", async () => {
    const { status, stdout } = await deploy(yaml(first), "--dry-run");
    expect(status).toBe(0);
    expect(stdout).toContain(`+   url: oci://registry.test/acme/filter@${first}`);
    expect(stdout).toContain(`WasmPlugin shop/filter would be created, revision 1, ${first}`);
    await expect(live()).rejects.toThrow("404");
  });

  test("shows the lines that change, keeps a history, and does nothing twice", async () => {
    expect((await deploy(yaml(first))).stdout).toContain("created, revision 1");
    const { stdout } = await deploy(yaml(second));
    expect(stdout).toContain(`-   url: oci://registry.test/acme/filter@${first}`);
    expect(stdout).toContain(`+   url: oci://registry.test/acme/filter@${second}`);
    expect(stdout).toContain("changed, revision 2");
    expect((await deploy(yaml(second))).stdout).toBe(`WasmPlugin shop/filter unchanged, revision 2, ${second}\n`);
    const { revisions } = await data(["history", "filter", "--namespace", namespace]);
    expect(revisions).toMatchObject([
      { revision: 2, digest: second, by: "admin", note: null },
      { revision: 1, digest: first },
    ]);
  });

  test("goes back, by number or digest, as a new revision", async () => {
    const back = ["rollback", "filter", "--namespace", namespace];
    expect((await meshWasm(back)).stdout).toContain(`changed, revision 3, ${first}`);
    expect((await live()).spec.url).toContain(first);
    expect((await meshWasm([...back, "--to", second])).stdout).toContain(`revision 4, ${second}`);
    const { revisions } = await data(["history", "filter", "--namespace", namespace]);
    expect(revisions[0].note).toBe("rollback to 2");
    expect((await meshWasm([...back, "--to", "9"])).stderr).toContain("MW0927");
  });

  test("a canary stands beside, and goes when all have it", async () => {
    await deploy(yaml(third), "--canary", "track=canary");
    expect(await live("filter-canary")).toMatchObject({
      spec: { selector: { matchLabels: { app: "cart", track: "canary" } } },
    });
    expect((await live()).spec.url).toContain(second);
    expect((await deploy(yaml(third))).stdout).toContain("WasmPlugin shop/filter-canary deleted");
    expect((await live()).spec.url).toContain(third);
    await expect(live("filter-canary")).rejects.toThrow("404");
  });

  test("what others manage is not overwritten unless it is said", async () => {
    await kubernetes.admin.api.apply(yaml(first));
    const { status, stderr } = await deploy(yaml(second));
    expect(status).toBe(5);
    expect(stderr).toContain("MW0924");
    expect(stderr).toContain(".spec.url: conflict with mesh-wasm-test");
    expect((await live()).spec.url).toContain(first);
    expect((await deploy(yaml(second), "--force-conflicts")).status).toBe(0);
    expect((await live()).spec.url).toContain(second);
  });

  test("of several resources none is applied where the server refuses one", async () => {
    const { status, stderr } = await deploy(
      `${yaml(first, "good")}---\n${yaml(first, "bad").replace("pluginName", "plugiNname")}`,
    );
    expect(status).toBe(5);
    expect(stderr).toContain("MW0925");
    expect(stderr).toContain("plugiNname");
    await expect(live("good")).rejects.toThrow("404");
  });

  test("whoever may not, is unknown, or finds nobody, is told so", async () => {
    const words = ["deploy", "--manifest", "filter.yaml"];
    const refused = await meshWasm(words, reader.kubeconfig);
    expect(refused.stderr).toContain("MW0923");
    expect(refused.stderr).toContain("system:serviceaccount:shop:reader");
    const text = readFileSync(kubernetes.admin.kubeconfig, "utf8");
    const expired = join(folder, "expired");
    writeFileSync(expired, text.replace("token: admin", "token: expired"));
    expect((await meshWasm(words, expired)).stderr).toContain("MW0922");
    const away = join(folder, "away");
    writeFileSync(away, text.replace(/server: .*/, `server: https://127.0.0.1:${await freePort()}`));
    const unanswered = await meshWasm(words, away);
    expect(unanswered.stderr).toContain("MW0920");
    expect(unanswered.status).toBe(5);
    expect((await meshWasm([...words, "--context", "other"])).stderr).toContain("MW0921");
  });

  test("Ctrl-C before the first is applied leaves all as it was", async () => {
    const before = await live();
    const stop = new AbortController();
    writeFileSync(join(folder, "filter.yaml"), yaml(first));
    const words = ["deploy", "--manifest", "filter.yaml", "--kubeconfig", kubernetes.admin.kubeconfig];
    stop.abort();
    const { status } = await capture(words, { cwd: folder, signal: stop.signal });
    expect(status).toBe(130);
    expect(await live()).toEqual(before);
  });

  test("removes what it has made, and nothing of others", async () => {
    await kubernetes.admin.api.apply(yaml(first, "foreign"));
    expect((await meshWasm(["undeploy", "foreign", "-n", namespace])).stderr).toContain("MW0926");
    expect((await meshWasm(["undeploy", "filter", "-n", namespace])).stdout).toBe("WasmPlugin shop/filter deleted\n");
    await expect(live()).rejects.toThrow("404");
    expect((await meshWasm(["history", "filter", "-n", namespace])).stderr).toContain("MW0926");
  });
});
