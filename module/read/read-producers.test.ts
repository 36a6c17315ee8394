import { expect, test } from "vitest";
import { text, vector } from "../fixtures/build-module.ts";
import { ByteReader } from "./byte-reader.ts";
import { readProducers } from "./read-producers.ts";

test("reads languages, tools and SDKs", () => {
  const content = vector([
    [...text("language"), ...vector([[...text("Rust"), ...text("2021")]])],
    [
      ...text("processed-by"),
      ...vector([
        [...text("rustc"), ...text("1.95.0")],
        [...text("walrus"), ...text("0.20")],
      ]),
    ],
  ]);
  expect(readProducers(new ByteReader(Uint8Array.from(content)))).toEqual({
    language: [{ name: "Rust", version: "2021" }],
    processedBy: [
      { name: "rustc", version: "1.95.0" },
      { name: "walrus", version: "0.20" },
    ],
    sdk: [],
  });
});

test("leaves out what is malformed", () => {
  const content = [2, ...text("language"), 2, ...text("C"), ...text("11"), 0x7f];
  expect(readProducers(new ByteReader(Uint8Array.from(content)))).toEqual({
    language: [{ name: "C", version: "11" }],
    processedBy: [],
    sdk: [],
  });
});
