import { expect, test } from "vitest";
import { encodeDnsAnswer } from "./dns-answer.ts";

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

test("addresses come after how long each holds", () => {
  const answer = [
    { address: "10.0.0.1", ttl: 258 },
    { address: "2001:DB8::1", ttl: 0 },
  ];
  const numbers = "\x02\0\0\0\x02\x01\0\0\0\0\0\0";
  expect(textOf(encodeDnsAnswer(answer))).toBe(`${numbers}10.0.0.1:0\0[2001:db8::1]:0\0`);
});

test("a name without addresses has none, one that nobody could look up no answer", () => {
  expect(textOf(encodeDnsAnswer([]))).toBe("\0\0\0\0");
  expect(textOf(encodeDnsAnswer(undefined))).toBe("");
});
