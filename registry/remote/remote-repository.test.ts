import { expect, test } from "vitest";
import { copyImage } from "../copy-image.ts";
import { digestOf } from "../digest.ts";
import { content } from "../fixtures/content.ts";
import { MemoryRegistry } from "../fixtures/memory-registry.ts";
import { open } from "../fixtures/open.ts";
import { packImage } from "../layout/pack-image.ts";
import { readModule } from "../layout/read-module.ts";

const image = packImage(content, "compat");
const large = packImage({ ...content, files: new Map([["noise", noise(20 << 20)]]) }, "compat");

/** Bytes that gzip cannot make fewer. */
function noise(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = 1;
  for (let at = 0; at < size; ++at) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

test("what is pushed is pulled again, under its tag and its digest", async () => {
  const registry = await MemoryRegistry.start();
  await copyImage(image, image.digest, open(registry), "1.0.0");
  expect(digestOf((await readModule(open(registry), "1.0.0")).module)).toBe(digestOf(content.module));
  expect(digestOf((await readModule(open(registry), image.digest)).module)).toBe(digestOf(content.module));
  expect(await open(registry).tags()).toEqual(["1.0.0"]);
});

test("no more is asked than what is wanted", async () => {
  const registry = await MemoryRegistry.start();
  await copyImage(image, image.digest, open(registry), "1.0.0");
  const methods = registry.requests.map(({ method }) => method);
  // Whether the configuration and the layer are there, both at once, then their uploads, then the manifest
  expect(methods.sort()).toEqual(["HEAD", "HEAD", "POST", "POST", "PUT", "PUT", "PUT"]);
  registry.requests.length = 0;
  await readModule(open(registry), "1.0.0");
  expect(registry.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
});

test("the tag is the last that is written", async () => {
  const registry = await MemoryRegistry.start();
  await copyImage(image, image.digest, open(registry), "1.0.0");
  const writes = registry.requests.filter(({ method }) => method !== "HEAD" && method !== "GET");
  expect(writes.at(-1)).toMatchObject({ method: "PUT", path: "/v2/acme/canary/manifests/1.0.0" });
});

test("what the registry has is not sent again", async () => {
  const registry = await MemoryRegistry.start();
  await copyImage(image, image.digest, open(registry), "1.0.0");
  registry.requests.length = 0;
  await copyImage(image, image.digest, open(registry), "1.0.1");
  expect(registry.paths("POST")).toEqual([]);
});

test("within a registry blobs are mounted", async () => {
  const registry = await MemoryRegistry.start();
  await copyImage(image, image.digest, open(registry), "1.0.0");
  registry.requests.length = 0;
  // A registry has blobs by repository
  registry.intercept = ({ method, path }, response) => {
    if (method !== "HEAD" || !path.startsWith("/v2/acme/other/")) return false;
    response.writeHead(404).end();
    return true;
  };
  const from = open(registry);
  await copyImage(from, "1.0.0", open(registry, "acme/other", { alsoReads: ["acme/canary"] }), "1.0.0");
  expect(
    registry.paths("POST").every((path) => path.includes("mount=sha256%3A") && path.includes("from=acme%2Fcanary")),
  ).toBe(true);
  expect(registry.paths("PATCH")).toEqual([]);
});

test("a large blob goes in parts, and a part that breaks off is taken up where the registry stands", async () => {
  const registry = await MemoryRegistry.start();
  let parts = 0;
  registry.intercept = ({ method }, response) => {
    if (method !== "PATCH" || ++parts !== 2) return false;
    response.destroy();
    return true;
  };
  await copyImage(large, large.digest, open(registry), "1.0.0");
  expect(parts).toBe(3);
  expect(digestOf((await readModule(open(registry), "1.0.0")).module)).toBe(digestOf(content.module));
});

test("a registry that forgets an upload gets it from the start", async () => {
  const registry = await MemoryRegistry.start();
  let puts = 0;
  registry.intercept = ({ method, path }, response) => {
    if (method !== "PUT" || !path.includes("/uploads/") || ++puts !== 1) return false;
    response.writeHead(404).end();
    return true;
  };
  await copyImage(image, image.digest, open(registry), "1.0.0");
  expect(puts).toBe(3);
});

test("tags come page by page, in order", async () => {
  const registry = await MemoryRegistry.start({ page: 2 });
  for (const tag of ["1.9.0", "1.10.0", "latest", "1.2.0", "0.1"])
    await copyImage(image, image.digest, open(registry), tag);
  expect(await open(registry).tags()).toEqual(["0.1", "1.2.0", "1.9.0", "1.10.0", "latest"]);
});

test.each([true, false])(
  "a blob whose connection breaks is fetched from where it stopped (ranges: %s)",
  async (ranges) => {
    const registry = await MemoryRegistry.start({ wholeBlobs: !ranges });
    await copyImage(large, large.digest, open(registry), "1.0.0");
    let cuts = 0;
    registry.intercept = ({ method, path }, response) => {
      const [, digest = ""] = /\/blobs\/(sha256:.*)$/.exec(path) ?? [];
      const bytes = registry.blobs.get(digest);
      if (method !== "GET" || !bytes || bytes.length < 1000 || ++cuts > 1) return false;
      response.writeHead(200, { "content-length": String(bytes.length) });
      response.write(bytes.subarray(0, 5 << 20), () => response.destroy());
      return true;
    };
    expect(digestOf((await readModule(open(registry), "1.0.0")).module)).toBe(digestOf(content.module));
    expect(cuts).toBe(2);
  },
);

test.each([
  [429, 2],
  [503, 3],
  [500, 4],
])("answers of %d pass, after %d of them", async (status, times) => {
  const registry = await MemoryRegistry.start();
  let failures = 0;
  registry.intercept = (_, response) => {
    if (failures >= times) return false;
    failures += 1;
    response.writeHead(status, { "retry-after": "0" }).end();
    return true;
  };
  await copyImage(image, image.digest, open(registry), "1.0.0");
  expect(failures).toBe(times);
});

test.each([
  [429, "MW0708"],
  [503, "MW0706"],
  [403, "MW0702"],
  [405, "MW0706"],
])("a registry that answers %d for ever is %s, with its own words", async (status, code) => {
  const registry = await MemoryRegistry.start();
  registry.intercept = ({ method }, response) => {
    if (method !== "POST") return false;
    response
      .writeHead(status, { "retry-after": "0" })
      .end('{"errors":[{"code":"DENIED","message":"not you","detail":{"a":1}}]}');
    return true;
  };
  await expect(copyImage(image, image.digest, open(registry), "1.0.0")).rejects.toMatchObject({
    code,
    details: [`${registry.host} answered ${status}`, 'DENIED: not you ({"a":1})'],
  });
  expect(registry.manifests.size).toBe(0);
});

test("a tag that there is not is told with those that there are", async () => {
  const registry = await MemoryRegistry.start();
  await copyImage(image, image.digest, open(registry), "1.0.0");
  await expect(readModule(open(registry), "2.0.0")).rejects.toMatchObject({
    code: "MW0704",
    details: ["some of its tags: 1.0.0"],
  });
  await expect(readModule(open(registry, "acme/none"), "1.0.0")).rejects.toMatchObject({ code: "MW0704" });
});
