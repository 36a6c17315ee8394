import { expect, test } from "vitest";
import { inFrames } from "./http2-frames.ts";

function framesOf(size: number, end: boolean): [size: number, end: boolean][] {
  const frames: [number, boolean][] = [];
  inFrames(new Uint8Array(size), end, (frame, last) => frames.push([frame.length, last]));
  return frames;
}

test("a part of a body goes out in frames, of which the last one ends it", () => {
  expect(framesOf(0, true)).toEqual([[0, true]]);
  expect(framesOf(16_384, true)).toEqual([[16_384, true]]);
  expect(framesOf(16_385, false)).toEqual([
    [16_384, false],
    [1, false],
  ]);
  expect(framesOf(40_000, true)).toEqual([
    [16_384, false],
    [16_384, false],
    [7232, true],
  ]);
});
