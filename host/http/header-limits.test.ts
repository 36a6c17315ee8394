import { expect, test } from "vitest";
import { codecError, http1RequestOverflow, http1ResponseOverflow, http2Overflow } from "./header-limits.ts";

// What Envoy makes of it is in test/conformance/scenarios/header-limits.yaml

const pseudo: [string, string][] = [
  [":method", "GET"],
  [":scheme", "http"],
  [":authority", "proxy"],
  [":path", "/"],
];

function fields(count: number, name = "x-a", value = "v"): [string, string][] {
  return Array.from({ length: count }, () => [name, value]);
}

test("over HTTP/2 pseudo-headers count, and cookies since 1.38", () => {
  expect(http2Overflow([...pseudo, ...fields(96)], 40)).toBeUndefined();
  expect(http2Overflow([...pseudo, ...fields(97)], 40)).toBe("http2.too_many_headers");
  expect(http2Overflow([...pseudo, ...fields(97, "cookie")], 40)).toBe("http2.too_many_headers");
  expect(http2Overflow([...pseudo, ...fields(97, "cookie")], 37)).toBeUndefined();
});

test("over HTTP/2 names and values count", () => {
  const details = "http2.header_list_size_too_large";
  expect(http2Overflow([["x-big", "a".repeat(61_435)]], 40)).toBeUndefined();
  expect(http2Overflow([["x-big", "a".repeat(61_436)]], 40)).toBe(details);
  expect(http2Overflow([["x-big", "a".repeat(65_537)]], 40)).toBe(codecError);
});

test("over HTTP/1 the head counts as it is sent", () => {
  const request = (size: number): [string, string][] => [...pseudo, ["x-big", "a".repeat(size)]];
  expect(http1RequestOverflow(request(61_400), true)).toBeUndefined();
  expect(http1RequestOverflow(request(61_401), true)).toBe("http1.headers_too_large");
  expect(http1RequestOverflow([...pseudo, ...fields(99)], true)).toBeUndefined();
  expect(http1RequestOverflow([...pseudo, ...fields(99)], false)).toBe("http1.too_many_headers");
});

test("over HTTP/1 an answer may have 80 KiB", () => {
  const answer = (size: number): [string, string][] => [
    [":status", "200"],
    ["content-length", "0"],
    ["x-big", "a".repeat(size)],
  ];
  expect(http1ResponseOverflow(answer(81_873))).toBeUndefined();
  expect(http1ResponseOverflow(answer(81_874))).toBe("http1.headers_too_large");
});
