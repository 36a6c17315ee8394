import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { compile } from "../../module/index.ts";
import { builtFilter, checkout } from "../support/cli.ts";
import { chromium, resultOfPage } from "./chromium.ts";

const noChromium = chromium ? "" : " (skipped: there is no Chromium)";

const trapping = `
import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";
class Plugin extends PluginContext {
  createHttpContext(): HttpContext { return new Stream(); }
}
class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    if (this.request.headers.get(":path") == "/trap") throw new Error("as asked");
    return HeadersAction.Continue;
  }
}
registerPlugin<Plugin>("trap");
`;

const modules: Record<string, Uint8Array> = {};
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keys = [
  privateKey.export({ type: "pkcs8", format: "pem" }),
  publicKey.export({ type: "spki", format: "pem" }),
].join("|");

beforeAll(async () => {
  for (const name of ["telemetry", "authorization", "header-routing"]) {
    modules[name] = new Uint8Array(await readFile(builtFilter(name)));
  }
  const folder = await mkdtemp(join(tmpdir(), "mesh-wasm-browser-"));
  await writeFile(join(folder, "trap.ts"), trapping);
  modules["trap"] = await build(folder, "trap");
  modules["foreign"] = await build(join(checkout, "test/coverage/probes"), "foreign");
  await rm(folder, { recursive: true });
});

async function build(projectDir: string, name: string): Promise<Uint8Array> {
  return (await compile({ entry: join(projectDir, `${name}.ts`), projectDir, name, mode: "release" })).wasm;
}

/** Where a browser finds what the host imports by name. Bundlers find it by themselves. */
const imports = {
  "#host-platform": "/dist/host/browser/platform.js",
  "@noble/curves/": "/node_modules/@noble/curves/",
  "@noble/hashes/": "/node_modules/@noble/hashes/",
  pako: "/node_modules/pako/dist/pako.esm.mjs",
  re2js: "/node_modules/re2js/build/index.js",
};

const page = `<!doctype html>
<script>
  addEventListener("error", (event) => fetch("/error", { method: "POST", body: event.message }));
  addEventListener("unhandledrejection", ({ reason }) => fetch("/error", { method: "POST", body: String(reason?.stack ?? reason) }));
</script>
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module" src="/page.js"></script>
`;

const script = `
import { createHost } from "/dist/host/index.js";
import { runExchanges } from "/test/browser/exchanges.js";

const { names, keys } = await (await fetch("/input.json")).json();
const entries = names.map(async (name) => [name, new Uint8Array(await (await fetch("/" + name + ".wasm")).arrayBuffer())]);
const modules = Object.fromEntries(await Promise.all(entries));
await fetch("/result", { method: "POST", body: JSON.stringify(runExchanges(createHost, modules, keys)) });
`;

test.skipIf(!chromium)(`the host does the same in Chromium as in Node${noChromium}`, async () => {
  const files: Record<string, string | Uint8Array> = {
    "/": page,
    "/page.js": script,
    "/input.json": JSON.stringify({ names: Object.keys(modules), keys }),
  };
  for (const [name, wasm] of Object.entries(modules)) files[`/${name}.wasm`] = wasm;
  const inBrowser = await resultOfPage(chromium ?? "", files);

  const { createHost } = await import(pathToFileURL(join(checkout, "dist/host/index.js")).href);
  const { runExchanges } = await import(pathToFileURL(join(checkout, "test/browser/exchanges.js")).href);
  const inNode = JSON.parse(JSON.stringify(runExchanges(createHost, modules, keys)));
  const upstreams = inNode.chain.responses.map(
    ([headers]: [string, string][][]) => headers?.find(([name]) => name === "x-upstream")?.[1],
  );
  expect(upstreams.slice(0, 4)).toEqual([expect.stringMatching(/^v[12]$/), "v2", undefined, undefined]);
  expect(new Set(upstreams.slice(4))).toEqual(new Set(["v1", "v2"]));
  expect(JSON.stringify(inNode.foreign.logs)).toContain("foreign sign: true");
  expect(inNode.trap.traps).toEqual([["proxy_on_request_headers", "unreachable"]]);
  expect(inBrowser).toEqual(inNode);
});
