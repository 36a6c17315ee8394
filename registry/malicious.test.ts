import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { copyImage } from "./copy-image.ts";
import { type Digest, digestOf } from "./digest.ts";
import { content } from "./fixtures/content.ts";
import { type Intercept, MemoryRegistry } from "./fixtures/memory-registry.ts";
import { open } from "./fixtures/open.ts";
import { packImage } from "./layout/pack-image.ts";
import { readModule } from "./layout/read-module.ts";
import { tar } from "./layout/tar.ts";
import { encodeJson } from "./manifest.ts";
import { manifestType, tarGzipType, wasmType } from "./media-types.ts";
import type { Credentials } from "./remote/credentials.ts";
import { checkRealm } from "./remote/realm.ts";
import { LayoutStore } from "./store/layout-store.ts";

// A registry that means harm gets no credentials, and has nothing else done than an error that says what it did.

const image = packImage(content, "compat");
const ana: Credentials = { kind: "basic", username: "ana", password: "secret" };
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A registry with the image, that asks for a name and password before `intercept` may do its harm. */
async function registryWith(intercept: Intercept, asks = false): Promise<MemoryRegistry> {
  const registry = await MemoryRegistry.start();
  await copyImage(image, image.digest, open(registry), "1.0.0");
  registry.requests.length = 0;
  registry.intercept = (request, response, raw) => {
    if (!asks || request.authorization !== undefined) return intercept(request, response, raw);
    response.writeHead(401, { "www-authenticate": "Basic realm=x" }).end();
    return true;
  };
  return registry;
}

/** A server of somebody else, and what it was sent. */
async function stranger(): Promise<{ origin: string; headers: (string | undefined)[] }> {
  const headers: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers.authorization);
    request.resume();
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, headers };
}

/** Puts an image of one layer into a registry. */
function put(registry: MemoryRegistry, layer: Uint8Array, mediaType = tarGzipType, size = layer.length): void {
  const config = encodeJson({});
  for (const blob of [config, layer]) registry.blobs.set(digestOf(blob), blob);
  const descriptor = (bytes: Uint8Array, type: string, length: number) => ({
    mediaType: type,
    digest: digestOf(bytes),
    size: length,
  });
  const manifest = {
    schemaVersion: 2,
    mediaType: manifestType,
    config: descriptor(config, "application/vnd.oci.image.config.v1+json", config.length),
    layers: [descriptor(layer, mediaType, size)],
  };
  registry.manifests.set("acme/canary 1.0.0", { mediaType: manifestType, bytes: encodeJson(manifest) });
}

test.each(["/manifests/", "/blobs/"])("credentials do not go along where %s is somewhere else", async (part) => {
  const { origin, headers } = await stranger();
  const registry = await registryWith(({ path }, response) => {
    if (!path.includes(part)) return false;
    response.writeHead(307, { location: `${origin}/there` }).end();
    return true;
  }, true);
  await expect(readModule(open(registry, undefined, { findCredentials: async () => ana }), "1.0.0")).rejects.toThrow();
  expect(registry.requests.some(({ authorization }) => authorization?.startsWith("Basic "))).toBe(true);
  expect(headers.length).toBeGreaterThan(0);
  expect(headers.filter(Boolean)).toEqual([]);
});

test("credentials do not go along where an upload goes somewhere else", async () => {
  const { origin, headers } = await stranger();
  const registry = await registryWith(({ method }, response) => {
    if (method === "HEAD") response.writeHead(404).end();
    else response.writeHead(202, { location: `${origin}/there` }).end();
    return true;
  }, true);
  const repository = open(registry, undefined, { findCredentials: async () => ana });
  await expect(copyImage(image, image.digest, repository, "2")).rejects.toThrow();
  expect(headers.length).toBeGreaterThan(0);
  expect(headers.filter(Boolean)).toEqual([]);
});

test("whoever a registry leads to cannot have credentials sent for a token", async () => {
  const asked: (string | undefined)[] = [];
  const evil = createServer((request, response) => {
    const { host, authorization } = request.headers;
    if (request.url?.startsWith("/token")) asked.push(authorization);
    response.writeHead(401, { "www-authenticate": `Bearer realm="http://${host}/token",service="x"` }).end();
  });
  await new Promise<void>((resolve) => evil.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void evil.close());
  const registry = await registryWith(({ path }, response) => {
    if (!path.includes("/manifests/")) return false;
    response.writeHead(307, { location: `http://127.0.0.1:${(evil.address() as AddressInfo).port}/there` }).end();
    return true;
  }, true);
  const repository = open(registry, undefined, { findCredentials: async () => ana });
  await expect(readModule(repository, "1.0.0")).rejects.toMatchObject({ code: "MW0702" });
  expect(asked).toEqual([]);
});

test.each<[string, string | undefined, string]>([
  ["a server without TLS, of a registry with it", "http://auth.test/token", "https://registry.test/v2/"],
  ["a machine of the user's network", "https://192.168.1.1/token", "https://registry.test/v2/"],
  ["the address of a cloud's metadata", "https://169.254.169.254/latest", "https://registry.test/v2/"],
  ["this machine", "https://localhost:8443/token", "https://registry.test/v2/"],
  ["this machine in IPv6", "https://[::1]/token", "https://registry.test/v2/"],
  ["this machine in IPv6 and IPv4", "https://[::ffff:127.0.0.1]/token", "https://registry.test/v2/"],
  ["a file", "file:///etc/passwd", "https://registry.test/v2/"],
  ["a server with credentials of its own", "https://eve:x@auth.test/token", "https://registry.test/v2/"],
  ["no URL", "token", "https://registry.test/v2/"],
  ["nothing", undefined, "https://registry.test/v2/"],
])("tokens are not asked of %s", (_, realm, asked) => {
  expect(() => checkRealm(realm, new URL(asked))).toThrow(expect.objectContaining({ code: "MW0713" }));
});

/** What a registry answers in the place of the manifest. */
const manifests: [string, (response: ServerResponse) => void, string][] = [
  [
    "one of 5 MiB",
    (response) => void response.writeHead(200, { "content-type": manifestType }).end(Buffer.alloc(5 << 20, 32)),
    "MW0712",
  ],
  ["one without an end", (response) => endless(response), "MW0712"],
  [
    "a page of HTML",
    (response) => void response.writeHead(200, { "content-type": "text/html" }).end("<html></html>"),
    "MW0711",
  ],
  ["no JSON", (response) => void response.writeHead(200, { "content-type": manifestType }).end("{"), "MW0711"],
  ["one of another kind than it says", (response) => answer(response, { mediaType: wasmType }), "MW0711"],
  [
    "a digest that is a path",
    (response) => answer(response, { config: { digest: "sha256:../../../etc/passwd", size: 1, mediaType: "x" } }),
    "MW0711",
  ],
  [
    "a size below nothing",
    (response) => answer(response, { config: { digest: image.digest, size: -1, mediaType: "x" } }),
    "MW0711",
  ],
  [
    "a size that is no number",
    (response) => answer(response, { config: { digest: image.digest, size: "1", mediaType: "x" } }),
    "MW0711",
  ],
  ["layers that are no list", (response) => answer(response, { layers: {} }), "MW0711"],
  [
    "a digest that is another one",
    (response) => answer(response, {}, { "docker-content-digest": image.digest }),
    "MW0710",
  ],
  ["a redirect to itself", (response) => void response.writeHead(302, { location: "" }).end(), "MW0713"],
  [
    "a redirect to a file",
    (response) => void response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    "MW0713",
  ],
  ["a redirect to nowhere", (response) => void response.writeHead(302).end(), "MW0713"],
  ["401 for ever", (response) => void response.writeHead(401, { "www-authenticate": "Basic realm=x" }).end(), "MW0702"],
];

function answer(response: ServerResponse, changed: object, headers: Record<string, string> = {}): void {
  const config = { mediaType: "application/vnd.oci.image.config.v1+json", digest: image.digest, size: 2 };
  const manifest = { schemaVersion: 2, mediaType: manifestType, config, layers: [], ...changed };
  response.writeHead(200, { "content-type": manifestType, ...headers }).end(JSON.stringify(manifest));
}

function endless(response: ServerResponse): void {
  response.writeHead(200, { "content-type": manifestType });
  const part = Buffer.alloc(1 << 16, 32);
  const write = (): void => {
    if (!response.destroyed) response.write(part, () => setImmediate(write));
  };
  write();
}

test.each(manifests)("in the place of a manifest %s is an error", async (_, send, code) => {
  const registry = await registryWith(({ path }, response) => {
    if (!path.includes("/manifests/")) return false;
    send(response);
    return true;
  });
  const repository = open(registry, undefined, { findCredentials: async () => ana });
  await expect(readModule(repository, "1.0.0")).rejects.toMatchObject({ code });
  expect(registry.requests.length).toBeLessThan(20);
});

test.each<[string, (bytes: Uint8Array) => Uint8Array, string]>([
  ["with another byte", (bytes) => bytes.with(bytes.length - 1, (bytes.at(-1) as number) ^ 1), "MW0710"],
  ["that is shorter", (bytes) => bytes.subarray(1), "MW0710"],
  ["that is longer", (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]), "MW0712"],
])("a blob %s is an error", async (_, change, code) => {
  const registry = await registryWith(({ path }, response) => {
    const bytes = registry.blobs.get(path.slice(path.lastIndexOf("/") + 1));
    if (!bytes) return false;
    response.writeHead(200).end(change(bytes));
    return true;
  });
  await expect(readModule(open(registry), "1.0.0")).rejects.toMatchObject({ code });
});

test.each<[string, Uint8Array, string, number | undefined, string]>([
  ["of 300 MiB, as it says,", encode("x"), tarGzipType, 300 << 20, "MW0712"],
  ["that is 300 MiB when it is unpacked", gzipSync(Buffer.alloc(300 << 20)), tarGzipType, undefined, "MW0712"],
  ["that is no archive", gzipSync(encode("x".repeat(600))), tarGzipType, undefined, "MW0714"],
  ["that is not compressed as it says", encode("\u001f\u008bx"), tarGzipType, undefined, "MW0714"],
  ["without a module", gzipSync(tar([{ name: "evil.wasm", bytes: content.module }])), tarGzipType, undefined, "MW0715"],
  ["whose module is a link", gzipSync(link("plugin.wasm", "/etc/passwd")), tarGzipType, undefined, "MW0715"],
  [
    "whose module is none",
    gzipSync(tar([{ name: "plugin.wasm", bytes: encode("#!/bin/sh") }])),
    tarGzipType,
    undefined,
    "MW0715",
  ],
  ["of a kind that nobody knows", encode("x"), "application/x-evil", undefined, "MW0715"],
])("a layer %s is an error", async (_, layer, mediaType, size, code) => {
  const registry = await MemoryRegistry.start();
  put(registry, layer, mediaType, size);
  await expect(readModule(open(registry), "1.0.0")).rejects.toMatchObject({ code });
});

function link(name: string, target: string): Uint8Array {
  const archive = tar([{ name, bytes: new Uint8Array() }]);
  archive.set(encode("2"), 156);
  archive.set(encode(target), 157);
  archive.set(encode("        "), 148);
  const sum = archive.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  archive.set(encode(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
  return archive;
}

test("names in an archive are no paths", async () => {
  const registry = await MemoryRegistry.start();
  put(registry, gzipSync(tar([{ name: "../../../tmp/plugin.wasm", bytes: content.module }])));
  const { module, files } = await readModule(open(registry), "1.0.0");
  expect(digestOf(module)).toBe(digestOf(content.module));
  expect(files.size).toBe(0);
});

test("annotations cannot change what objects have in common", async () => {
  const registry = await registryWith(({ path }, response) => {
    if (!path.includes("/manifests/")) return false;
    const text = `{"schemaVersion":2,"mediaType":"${manifestType}","config":{"mediaType":"x","digest":"${image.digest}","size":1},"layers":[],"annotations":{"__proto__":{"polluted":"yes"},"constructor":"x"}}`;
    response.writeHead(200, { "content-type": manifestType }).end(text);
    return true;
  });
  await expect(readModule(open(registry), "1.0.0")).rejects.toThrow();
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test.each<[string, string, string]>([
  ["no JSON", "{", "MW0711"],
  ["tags that are no texts", '{"tags":[1]}', "MW0711"],
])("a list of tags that is %s is an error", async (_, text, code) => {
  const registry = await registryWith((_request, response) => {
    response.writeHead(200).end(text);
    return true;
  });
  await expect(open(registry).tags()).rejects.toMatchObject({ code });
});

test("a list whose pages lead to somebody else is an error", async () => {
  const { origin, headers } = await stranger();
  const registry = await registryWith((_request, response) => {
    response.writeHead(200, { link: `<${origin}/v2/acme/canary/tags/list?last=b>; rel="next"` }).end('{"tags":["b"]}');
    return true;
  });
  await expect(open(registry).tags()).rejects.toMatchObject({ code: "MW0713" });
  expect(headers).toEqual([]);
});

test("a list whose pages have no end is left where nothing new comes", async () => {
  const registry = await registryWith(({ path }, response) => {
    if (path === "/v2/") return false;
    response.writeHead(200, { link: '</v2/acme/canary/tags/list?last=b>; rel="next"' }).end('{"tags":["a","b"]}');
    return true;
  });
  expect(await open(registry).tags()).toEqual(["a", "b"]);
});

test("a registry that stores another manifest than it was given is found out", async () => {
  const registry = await MemoryRegistry.start();
  registry.intercept = ({ method, path }, response) => {
    if (method !== "PUT" || !path.includes("/manifests/")) return false;
    response.writeHead(201, { "docker-content-digest": digestOf(encode("evil")) }).end();
    return true;
  };
  await expect(copyImage(image, image.digest, open(registry), "1")).rejects.toMatchObject({ code: "MW0710" });
});

test("a folder of images cannot lead out of itself", async () => {
  const asked: string[] = [];
  const store = new LayoutStore({
    name: "evil",
    async read(name) {
      asked.push(name);
      const descriptor = { mediaType: manifestType, digest: "sha256:../../../etc/passwd" as Digest, size: 1 };
      const index = {
        schemaVersion: 2,
        manifests: [{ ...descriptor, annotations: { "org.opencontainers.image.ref.name": "1" } }],
      };
      return name === "index.json" ? encodeJson(index) : undefined;
    },
    has: async () => false,
    async write() {},
  });
  await expect(store.readManifest("1")).rejects.toMatchObject({ code: "MW0711" });
  expect(asked).toEqual(["index.json"]);
});
