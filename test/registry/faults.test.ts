import { randomFillSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MeshWasmError } from "../../core/index.ts";
import { content } from "../../registry/fixtures/content.ts";
import { startDockerRegistry, type TestRegistry, withoutRegistry } from "../../registry/fixtures/docker-registry.ts";
import { open } from "../../registry/fixtures/open.ts";
import { copyImage, digestOf, packImage, readModule } from "../../registry/index.ts";
import { startCuttingProxy } from "./cutting-proxy.ts";

// Connections that break while a large image is pushed.

const points = 20;
const module = randomFillSync(new Uint8Array(24 << 20));
module.set([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const image = packImage({ ...content, module }, "oci");
const cuts = spread(points, image.size);

/** Numbers up to a size, one in each equal part of it, the same in each run. */
function spread(count: number, size: number): number[] {
  let state = 7;
  return Array.from({ length: count }, (_, part) => {
    state = (state * 16_807) % 2_147_483_647;
    return Math.floor(((part + state / 2_147_483_647) / count) * size);
  });
}

describe.skipIf(withoutRegistry)("a push of 24 MB", () => {
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await startDockerRegistry("plain");
  });
  afterAll(() => registry[Symbol.asyncDispose]());

  /** Pushes, and answers the error where it fails. */
  async function pushed(host: string, repository: string): Promise<unknown> {
    try {
      await copyImage(image, image.digest, open({ host }, repository), "1");
      return undefined;
    } catch (error) {
      return error;
    }
  }

  async function expectWhole(repository: string): Promise<void> {
    const found = await readModule(open(registry, repository), "1");
    expect(found.manifest.descriptor.digest).toBe(image.digest);
    expect(digestOf(found.module)).toBe(digestOf(module));
  }

  test.each(cuts)("that breaks off after %i bytes goes on", async (after) => {
    const repository = `cut/after-${after}`;
    await using proxy = await startCuttingProxy(registry.host, { after });
    const error = await pushed(proxy.host, repository);
    expect(proxy.cuts).toBe(1);
    expect(error).toBe(undefined);
    await expectWhole(repository);
  });

  /** What failed says so and leaves no tag, and goes through where the line is better. */
  async function expectHarmless(error: unknown, repository: string): Promise<void> {
    expect(error).toBeInstanceOf(MeshWasmError);
    expect((error as MeshWasmError).code).toBe("MW0705");
    await expect(readModule(open(registry, repository), "1")).rejects.toMatchObject({ code: "MW0704" });
    expect(await pushed(registry.host, repository)).toBe(undefined);
    await expectWhole(repository);
  }

  test.each([1_000, 100_000, 3_000_000])(
    "over connections that break after %i bytes each fails, leaves no tag, and goes through on a better line",
    async (each) => {
      const repository = `cut/each-${each}`;
      await using proxy = await startCuttingProxy(registry.host, { each });
      await expectHarmless(await pushed(proxy.host, repository), repository);
    },
  );

  test("over connections that break behind the first part of an upload is whole, or as one that fails", async () => {
    const repository = "cut/behind-a-part";
    await using proxy = await startCuttingProxy(registry.host, { each: 9_000_000 });
    const error = await pushed(proxy.host, repository);
    // Whether the registry keeps an upload depends on what it has read when the line breaks
    if (error === undefined) await expectWhole(repository);
    else await expectHarmless(error, repository);
    expect(proxy.cuts).toBeGreaterThan(0);
  });
});
