import { expect, test } from "vitest";
import { MemoryRegistry } from "../fixtures/memory-registry.ts";
import { open } from "../fixtures/open.ts";
import { digestOf } from "../index.ts";

const bytes = new TextEncoder().encode("{}");
const blob = { mediaType: "application/json", digest: digestOf(bytes), size: bytes.length };
const words = JSON.stringify({ errors: [{ code: "UNAVAILABLE", message: "the storage is being moved" }] });

test("an error that is longer than the blob is told in the registry's words", async () => {
  const registry = await MemoryRegistry.start();
  registry.intercept = ({ path }, response) => {
    if (!path.includes("/blobs/")) return false;
    response.writeHead(400).end(words);
    return true;
  };
  const error = await open(registry)
    .readBlob(blob)
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: "MW0706",
    details: [expect.anything(), "UNAVAILABLE: the storage is being moved"],
  });
});

test("a burst of errors that are longer than the blob passes", async () => {
  const registry = await MemoryRegistry.start();
  registry.blobs.set(blob.digest, bytes);
  let left = 2;
  registry.intercept = ({ path }, response) => {
    if (!path.includes("/blobs/") || left-- <= 0) return false;
    response.writeHead(503, { "retry-after": "0" }).end(words);
    return true;
  };
  expect(digestOf(await open(registry).readBlob(blob))).toBe(blob.digest);
});

test("an answer that breaks off behind its last byte is whole", async () => {
  const registry = await MemoryRegistry.start();
  registry.blobs.set(blob.digest, bytes);
  registry.intercept = ({ path }, response) => {
    if (!path.includes("/blobs/")) return false;
    // Without its length: only the last chunk would say that it is whole
    response.writeHead(200);
    response.write(bytes, () => response.destroy());
    return true;
  };
  expect(digestOf(await open(registry).readBlob(blob))).toBe(blob.digest);
  expect(registry.paths("GET").filter((path) => path.includes("/blobs/"))).toHaveLength(1);
});
