import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { deflate } from "./deflate.ts";
import { compressible } from "./fixtures/compressible.ts";

// The begin of the SHA-256 of what Envoy 1.40 makes of them; 1.38 and 1.39 differ in one
const hashes: Record<string, string> = {
  nothing: "aca503def43dc086",
  "one byte": "8ecacf17e3a7f86d",
  "a word three times": "98437c7b782ac27a",
  "one letter": "0d9923f70f0747c0",
  "zeros beyond the window": "74a02c80b9782f9c",
  "two letters": "2eb46aee83d6660d",
  "an alphabet": "b73234fcd035ddb1",
  "any bytes": "7500826eefcb5b1d",
  words: "a5c3fcf3e0ee1cef",
  "copies from far and near": "242146ea2357a564",
  "copies as far as they may be": "f1cd924e6fbf16a9",
  "few bytes among zeros": "24f23d72fdd47a8b",
};
const earlierHashes: Record<string, string> = { "two letters": "292f9c90d580770b" };

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

describe.each(compressible())("%s", (title, bytes) => {
  test.each([true, false])(
    "is compressed as Envoy does it and can be read, search ending at the end: %s",
    (endsAtEnd) => {
      const compressed = deflate(bytes, endsAtEnd);
      expect(hashOf(compressed)).toBe((endsAtEnd ? undefined : earlierHashes[title]) ?? hashes[title]);
      expect(inflateSync(compressed).equals(bytes)).toBe(true);
    },
  );
});

test("codes that would be too long are made shorter", () => {
  // How often each byte is there grows like Fibonacci's numbers, so that the rarest would take more than 15 bits
  const bytes: number[] = [];
  for (let byte = 0, count = 1, last = 1; byte < 20; ++byte) {
    for (let index = 0; index < count; ++index) bytes.push(byte);
    [last, count] = [count, count + last];
  }
  // Scattered, so that there are hardly any matches
  const scattered = Uint8Array.from(bytes, (_, index) => bytes[(index * 7919) % bytes.length] as number);
  expect(inflateSync(deflate(scattered, true)).equals(scattered)).toBe(true);
});
