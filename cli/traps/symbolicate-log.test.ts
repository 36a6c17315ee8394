import { describe, expect, test } from "vitest";
import { symbolicateLog } from "./symbolicate-log.ts";

const encoder = new TextEncoder();
const at = "[2026-11-28 07:59:46.183][9577]";
const header = `${at}[error][wasm] [source/x.cc:38] Function: proxy_on_tick failed: Uncaught RuntimeError: unreachable`;
const lines = [
  `${at}[info][main] [source/y.cc:1] before`,
  header,
  "Proxy-Wasm plugin in-VM backtrace:",
  "  0:  0x44c - assembly/rules/pick",
  "  1:  0x14c8 - proxy_on_tick",
  `${at}[info][main] [source/y.cc:1] after`,
];
const log = lines.map((line) => `${line}\n`).join("");

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

/** What comes out: the bytes, and where in them each trap is told. */
async function pass(chunks: AsyncIterable<Uint8Array>): Promise<{ bytes: Uint8Array; traps: number[] }> {
  const bytes: number[] = [];
  const traps: number[] = [];
  await symbolicateLog(chunks, { pass: (some) => bytes.push(...some), trap: () => traps.push(bytes.length) });
  return { bytes: Uint8Array.from(bytes), traps };
}

function textUpTo(bytes: Uint8Array, end = bytes.length): string {
  return new TextDecoder().decode(bytes.subarray(0, end));
}

describe("a log goes through unchanged", () => {
  test.each([1, 7, 64, 10_000])("in chunks of %d bytes, with the trap below its last frame", async (size) => {
    const { bytes, traps } = await pass(chunked(encoder.encode(log), size));
    expect(textUpTo(bytes)).toBe(log);
    expect(traps).toHaveLength(1);
    expect(textUpTo(bytes, traps[0])).toMatch(/ {2}1: {2}0x14c8 - proxy_on_tick\n$/);
  });

  test("with CR LF, and without a last line feed", async () => {
    const text = lines.slice(0, 5).join("\r\n");
    const { bytes, traps } = await pass(chunked(encoder.encode(text), 10));
    expect(textUpTo(bytes)).toBe(text);
    expect(traps).toEqual([bytes.length]);
  });

  test("with bytes that are no text", async () => {
    const bytes = Uint8Array.from([...encoder.encode(log), 0xff, 0xfe, 0, 0x0a, 0xc3, 0x0a, 0xe2, 0x82]);
    expect((await pass(chunked(bytes, 3))).bytes).toEqual(bytes);
  });

  test("empty", async () => {
    expect(await pass(chunked(new Uint8Array(), 1))).toEqual({ bytes: new Uint8Array(), traps: [] });
  });
});

test("a trap that ends with the line before is told before the next one", async () => {
  const cut = [...lines.slice(0, 4), ...lines.slice(5)].map((line) => `${line}\n`).join("");
  const { bytes, traps } = await pass(chunked(encoder.encode(cut), 10_000));
  expect(textUpTo(bytes, traps[0])).toMatch(/pick\n$/);
});

test("a log that is followed: lines pass at once, and a trap whose last frames stay away is told after a while", async () => {
  const out: string[] = [];
  let told = (): void => {};
  const trapTold = new Promise<void>((resolve) => {
    told = resolve;
  });
  async function* followed(): AsyncGenerator<Uint8Array> {
    yield encoder.encode(`${lines.slice(0, 4).join("\n")}\n  1:  0x14`);
    await trapTold;
    out.push("more");
    yield encoder.encode("c8 - proxy_on_tick\n");
  }
  await symbolicateLog(followed(), {
    pass: (bytes) => out.push(textUpTo(bytes)),
    trap(trap) {
      out.push(`trap of ${trap.frames.length} frame`);
      told();
    },
  });
  expect(out).toEqual([
    `${lines.slice(0, 4).join("\n")}\n`,
    "trap of 1 frame",
    "more",
    "  1:  0x14c8 - proxy_on_tick\n",
  ]);
});
