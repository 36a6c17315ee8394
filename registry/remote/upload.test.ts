import { expect, test } from "vitest";
import { MemoryRegistry } from "../fixtures/memory-registry.ts";
import { open } from "../fixtures/open.ts";
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
