import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { MemoryRegistry } from "../../registry/fixtures/memory-registry.ts";
import { type Captured, capture } from "../fixtures/captured-cli.ts";
import { compiled, filterSource, folderWith } from "../fixtures/project.ts";

const digest = `sha256:${"5".repeat(64)}`;
const pinned = `ghcr.io/acme/canary@${digest}`;

/** A guard: it can answer requests itself. */
const guardSource = filterSource
  .replace('this.response.headers.set(this.header, "yes");', "this.sendLocalReply(403, 'no');")
  .replace("onResponseHeaders", "onRequestHeaders");

let modules: Record<string, Uint8Array> = {};

beforeAll(async () => {
  modules = { "canary.wasm": await compiled(filterSource), "guard.wasm": await compiled(guardSource) };
});

function project(): string {
  return folderWith(modules);
}

async function manifest(words: readonly string[], cwd: string): Promise<Captured> {
  return capture(["manifest", ...words], { cwd });
}

test("an image of a registry is pinned by its digest, and looked into", async () => {
  const registry = await MemoryRegistry.start();
  const cwd = project();
  const image = `${registry.host}/acme/canary:1.0.0`;
  const pushed = await capture(["push", image, "canary.wasm", "--json"], { cwd });
  const { digest: pushedDigest } = JSON.parse(pushed.stdout).data;

  const { status, stdout } = await manifest(["istio", image, "--plugin-config", '{"header":"x-beta"}'], cwd);

  expect(status).toBe(0);
  expect(parse(stdout)).toMatchObject({
    kind: "WasmPlugin",
    spec: { url: `oci://${registry.host}/acme/canary@${pushedDigest}`, pluginConfig: { header: "x-beta" } },
  });
});

test("every option of a WasmPlugin", async () => {
  const words = ["istio", pinned, "--module", "canary.wasm", "--name", "canary-cart", "--namespace", "shop"];
  const where = ["--selector", "app=cart", "--phase", "authn", "--priority", "10", "--direction", "server"];
  const how = ["--port", "8080", "--port", "8443", "--fail-strategy", "reload", "--plugin-config", '{"header":"x-b"}'];
  const pull = ["--pull-secret", "registry", "--pull-policy", "Always", "--env", "MODE=strict", "--host-env", "REGION"];
  const { status, stdout, stderr } = await manifest([...words, ...where, ...how, ...pull], project());
  expect(status).toBe(0);
  await expect(`${stderr}---\n${stdout}`).toMatchFileSnapshot("../golden/manifest/istio-every-option.yaml");
});

test("for 1.30 it is a TrafficExtension", async () => {
  const words = ["istio", pinned, "--module", "canary.wasm", "--istio", "1.30", "--target-ref", "Gateway/public"];
  const { stdout } = await manifest(words, project());
  await expect(stdout).toMatchFileSnapshot("../golden/manifest/istio-1.30.yaml");
});

test("what WasmPlugin cannot say becomes an EnvoyFilter, which says why", async () => {
  const words = ["istio", pinned, "--module", "canary.wasm", "--vm-id", "shared", "--headers-stop-iteration"];
  const { stdout, stderr } = await manifest([...words, "--namespace", "shop"], project());
  await expect(`${stderr}---\n${stdout}`).toMatchFileSnapshot("../golden/manifest/istio-envoyfilter.yaml");
});

test("a file for --output, and JSON", async () => {
  const cwd = project();
  const words = ["istio", pinned, "--module", "canary.wasm"];
  const { stdout } = await manifest([...words, "--output", "canary.yaml"], cwd);
  expect(stdout).toBe("canary.yaml\n");
  const { data } = JSON.parse((await manifest([...words, "--json"], cwd)).stdout);
  expect(data.documents).toEqual([parse(readFileSync(join(cwd, "canary.yaml"), "utf8"))]);
  expect(data).toMatchObject({ target: "istio", file: null, notes: [] });
});

test.each([
  ["envoy-gateway", [pinned, "--target-ref", "Gateway/public", "--namespace", "shop"]],
  ["consul", ["--file", "/etc/canary.wasm", "--service", "cart"]],
  ["envoy", ["--file", "/etc/canary.wasm", "--upstream", "cart.shop:8080", "--port", "8000"]],
])("for %s", async (target, words) => {
  const all = [target, ...words, "--module", "canary.wasm", "--plugin-config", '{"header":"x-b"}'];
  const { status, stdout } = await manifest(all, project());
  expect(status).toBe(0);
  await expect(stdout).toMatchFileSnapshot(`../golden/manifest/${target}.${target === "consul" ? "json" : "yaml"}`);
});

test("no address of an upstream", async () => {
  const words = ["envoy", "--file", "/a.wasm", "--module", "canary.wasm", "--upstream", "cart"];
  expect((await manifest(words, project())).stderr).toContain("--upstream cart is not HOST:PORT");
});

test.each([
  ["nothing is named", [], "MW0103", "which module is to be loaded is not said"],
  ["named twice", [pinned, "--file", "/a.wasm"], "MW0103", "the module is named twice"],
  ["no registry and no digest", ["ghcr.io/acme/canary:1", "--module", "canary.wasm"], "MW0103", "has no digest"],
  ["no such file", [pinned, "--module", "other.wasm"], "MW0107", "cannot read other.wasm"],
  ["a relative path", ["--file", "canary.wasm"], "MW0103", "--file canary.wasm is not absolute"],
  ["no address", ["--url", "ghcr.io/acme/canary"], "MW0103", "is not the address of a web server"],
  ["a web server that is away", ["--url", "http://127.0.0.1:9/canary.wasm"], "MW0906", "cannot be fetched"],
  [
    "another root id",
    [pinned, "--module", "canary.wasm", "--root-id", "other"],
    "MW0905",
    'registers no plugin "other"',
  ],
  [
    "a configuration that the schema refuses",
    [pinned, "--module", "canary.wasm", "--plugin-config", '{"haeder":"x"}'],
    "MW1001",
    "did you mean header?",
  ],
  ["a guard without a word", [pinned, "--module", "guard.wasm"], "MW0902", "proxy_send_local_response"],
  ["a phase of guards", [pinned, "--module", "canary.wasm", "--phase", "authz"], "MW0902", "in the phase authz"],
  ["no look at the module", ["--file", "/a.wasm", "--root-id", "a"], "MW0902", "cannot be looked into"],
  ["a label without =", [pinned, "--selector", "app"], "MW0103", "--selector app is not KEY=VALUE"],
  ["a label twice", [pinned, "--selector", "a=1", "--selector", "a=2"], "MW0103", "--selector a is given twice"],
  ["a kind that takes none", [pinned, "--target-ref", "Gatway/a"], "MW0103", "did you mean Gateway?"],
  ["no name of a target", [pinned, "--target-ref", "Gateway"], "MW0103", "is not KIND/NAME"],
  ["no port", [pinned, "--port", "http"], "MW0103", "--port http is no port"],
  [
    "a field too new",
    [pinned, "--module", "canary.wasm", "--target-ref", "Gateway/a", "--istio", "1.20"],
    "MW0903",
    "targetRefs came with Istio 1.22, and 1.20 is older",
  ],
  ["no version", [pinned, "--module", "canary.wasm", "--istio", "new"], "MW0904", '"new" is no version of Istio'],
  ["no name", [pinned, "--module", "canary.wasm", "--name", "Canary"], "MW0904", '"Canary" cannot be the name'],
])("wrong use: %s", async (_, words, code, text) => {
  const { status, stdout, stderr } = await manifest(["istio", ...words], project());
  expect(stderr).toContain(code);
  expect(stderr).toContain(text);
  expect(status).toBeGreaterThan(0);
  expect(stdout).toBe("");
});

test("a file beside the proxy, and one on a web server", async () => {
  const cwd = folderWith(modules);
  const beside = await manifest(["istio", "--file", "/etc/canary.wasm", "--module", "canary.wasm"], cwd);
  expect(parse(beside.stdout).spec).toMatchObject({ url: "file:///etc/canary.wasm", failStrategy: "FAIL_OPEN" });
  const served = await manifest(["istio", "--url", "https://a.example/canary.wasm", "--module", "canary.wasm"], cwd);
  expect(parse(served.stdout).spec).toMatchObject({
    url: "https://a.example/canary.wasm",
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});
