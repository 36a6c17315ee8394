import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { certify } from "../fixtures/docker-registry.ts";
import { MemoryRegistry } from "../fixtures/memory-registry.ts";
import { open } from "../fixtures/open.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";
import { digestOf } from "../index.ts";

const bytes = new Uint8Array(20 << 20).fill(7);
const blob = { mediaType: "application/octet-stream", digest: digestOf(bytes), size: bytes.length };

test("a registry that takes every part and has none of them is an error and no loop", async () => {
  const registry = await MemoryRegistry.start();
  registry.intercept = ({ method, path }, response) => {
    if (method !== "PATCH") return false;
    response.writeHead(202, { location: path, range: "0-0" }).end();
    return true;
  };
  await expect(open(registry).writeBlob(blob, async () => bytes)).rejects.toMatchObject({ code: "MW0706" });
  expect(registry.paths("PATCH")).toHaveLength(5);
});

test("a line that breaks at each part is told as what it is, whatever the registry says of the upload", async () => {
  const registry = await MemoryRegistry.start();
  registry.intercept = ({ method, path }, response, raw) => {
    if (method === "PATCH") raw.socket.destroy();
    else if (method === "GET" && path.includes("/uploads/")) response.writeHead(404).end();
    else return false;
    return true;
  };
  await expect(open(registry).writeBlob(blob, async () => bytes)).rejects.toMatchObject({ code: "MW0705" });
  expect(registry.paths("PATCH")).toHaveLength(5);
});

test("an upload that a registry loses behind a line that broke is told as that line", async () => {
  const registry = await MemoryRegistry.start();
  let parts = 0;
  registry.intercept = ({ method, path }, response, raw) => {
    if (method === "GET" && path.includes("/uploads/")) response.writeHead(204, { location: path, range: "0-0" }).end();
    else if (method !== "PATCH") return false;
    else if (parts++ % 2 === 0) raw.socket.destroy();
    else response.writeHead(404).end();
    return true;
  };
  await expect(open(registry).writeBlob(blob, async () => bytes)).rejects.toMatchObject({ code: "MW0705" });
  expect(registry.paths("PATCH")).toHaveLength(10);
});

test.each([
  ["in one piece", bytes.subarray(0, 1000)],
  ["in parts", bytes],
])("an upload %s to a place whose certificate nobody knows is told as that, and at once", async (_, sent) => {
  const folder = temporaryFolder();
  await certify(folder);
  const [cert, key] = ["cert.pem", "key.pem"].map((name) => readFileSync(join(folder, name)));
  const elsewhere = createServer({ cert, key }).listen(0, "127.0.0.1");
  onTestFinished(() => void elsewhere.close());
  await once(elsewhere, "listening");
  const registry = await MemoryRegistry.start();
  registry.intercept = ({ method }, response) => {
    if (method !== "POST") return false;
    const { port } = elsewhere.address() as AddressInfo;
    response.writeHead(202, { location: `https://127.0.0.1:${port}/upload` }).end();
    return true;
  };
  const blob = { mediaType: "application/octet-stream", digest: digestOf(sent), size: sent.length };
  await expect(open(registry).writeBlob(blob, async () => sent)).rejects.toMatchObject({ code: "MW0707" });
  expect(registry.paths("POST")).toHaveLength(1);
});
