import { beforeEach, describe, expect, test } from "vitest";
import { buildProbe, type Probe } from "./support/build-probe.ts";
import { generator } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

const modes = [
  ["minimal", []],
  ["incremental", ["--runtime", "incremental"]],
] as const;

describe.each(modes)("%s runtime", (_, ascFlags) => {
  let build: Promise<Probe> | undefined;
  let heap: RunningProbe;

  beforeEach(async () => {
    build ??= buildProbe("heap", { ascFlags: [...ascFlags] });
    heap = await runProbe(await build);
  });

  describe("the allocator", () => {
    /** Mostly small sizes, some large. */
    function sizeOf(random: () => number): number {
      const scale = [40, 400, 4_000, 200_000][Math.floor(random() ** 3 * 4)] ?? 40;
      return Math.floor(random() * scale);
    }

    function fill(at: number, size: number, mark: number): void {
      new Uint8Array(heap.memory.buffer, at, size).fill(mark);
    }

    function expectFilled(at: number, size: number, mark: number): void {
      const bytes = new Uint8Array(heap.memory.buffer, at, size);
      if (!bytes.every((byte) => byte === mark)) expect.fail(`the block at ${at} of ${size} bytes was written into`);
    }

    test("gives out blocks that keep what is in them, and takes them back", () => {
      const random = generator(11);
      const blocks: { at: number; size: number; mark: number }[] = [];
      let live = 0;
      let peak = 0;
      for (let round = 0; round < 60_000; ++round) {
        const mark = round & 0xff;
        const kind = random();
        if (kind < 0.5 || blocks.length === 0) {
          const size = sizeOf(random);
          const at = heap.call("allocate", size);
          expect(at % 16).toBe(0);
          fill(at, size, mark);
          blocks.push({ at, size, mark });
          live += size;
        } else {
          const index = Math.floor(random() * blocks.length);
          const block = blocks[index];
          if (!block) continue;
          expectFilled(block.at, block.size, block.mark);
          live -= block.size;
          if (kind < 0.6) {
            const size = sizeOf(random);
            const at = heap.call("resize", block.at, size);
            expectFilled(at, Math.min(size, block.size), block.mark);
            fill(at, size, mark);
            blocks[index] = { at, size, mark };
            live += size;
          } else {
            heap.call("free", block.at);
            blocks.splice(index, 1);
          }
        }
        // Half of the time it shrinks
        while (blocks.length > (round % 20_000 < 10_000 ? 600 : 60)) {
          const block = blocks.shift();
          if (!block) break;
          expectFilled(block.at, block.size, block.mark);
          heap.call("free", block.at);
          live -= block.size;
        }
        peak = Math.max(peak, live);
      }
      // Memory doubles when it grows, and some of it lies between blocks
      expect(heap.memory.buffer.byteLength).toBeLessThan(3 * peak);
    });

    test("makes one block of free neighbours", () => {
      const size = 1 << 20;
      const parts = Array.from({ length: 64 }, () => heap.call("allocate", size / 64 - 16));
      const before = heap.memory.buffer.byteLength;
      for (const at of parts) heap.call("free", at);
      for (let round = 0; round < 50; ++round) heap.call("free", heap.call("allocate", size - 16));
      expect(heap.memory.buffer.byteLength).toBe(before);
    });

    test("traps where there is no such memory, and goes on otherwise", () => {
      expect(() => heap.call("allocate", 0xffff_ffff)).toThrow(WebAssembly.RuntimeError);
      expect(() => heap.call("allocate", 0x4000_0000)).toThrow(WebAssembly.RuntimeError);
      const at = heap.call("allocate", 100);
      expect(at).toBeGreaterThan(0);
    });

    test("leaves static data alone", () => {
      heap.call("free", 16);
      heap.call("free", 0);
      expect(heap.call("allocate", 8)).toBeGreaterThan(16);
    });
  });

  test("the collector keeps pinned objects, and what they point to", () => {
    heap.call("create", 0, 1, 100);
    heap.call("create", 1, 2, 100);
    heap.call("point", 0, 1, 1);
    const address = heap.call("address", 0);
    const pointedTo = heap.call("address", 1);
    heap.call("pin", 0, 1);
    for (const root of [0, 1]) heap.call("drop", root);
    for (let round = 0; round < 100; ++round) {
      heap.call("create", 2, 3, 100);
      heap.call("collect");
    }
    expect(heap.call("isAt", address, 1)).toBe(1);
    expect(heap.call("isAt", pointedTo, 2)).toBe(1);
  });

  test("the collector keeps what can be reached, whole, and frees the rest", () => {
    interface Model {
      id: number;
      left?: Model | undefined;
      right?: Model | undefined;
    }
    const random = generator(23);
    const roots: (Model | undefined)[] = Array(64).fill(undefined);
    const any = () => Math.floor(random() * roots.length);
    let warm = 0;
    for (let round = 0; round < 40_000; ++round) {
      const [from, to] = [any(), any()];
      const kind = random();
      if (kind < 0.35) {
        heap.call("create", from, round, Math.floor(random() ** 4 * 2_000));
        roots[from] = { id: round };
      } else if (kind < 0.45) {
        heap.call("drop", from);
        roots[from] = undefined;
      } else if (kind < 0.8) {
        const left = random() < 0.5;
        heap.call("point", from, to, left ? 1 : 0);
        const model = roots[from];
        if (model) model[left ? "left" : "right"] = roots[to];
      } else {
        heap.call("grow", from);
      }
      if (round % 50 === 0) heap.call("collect");
      const path = Math.floor(random() * 256);
      let model = roots[from];
      for (let i = 0; i < 5 && model; ++i) model = (path >> i) & 1 ? model.right : model.left;
      expect(heap.call("follow", from, path, 5)).toBe(model?.id ?? -1);
      if (round === 20_000) {
        for (let root = 0; root < roots.length; ++root) {
          heap.call("drop", root);
          roots[root] = undefined;
        }
        heap.call("collect");
        warm = heap.memory.buffer.byteLength;
      }
    }
    expect(heap.memory.buffer.byteLength).toBeLessThanOrEqual(2 * warm);
  });
});
