import { expect, test } from "vitest";
import { framedHeaders, receivedHeaders } from "./http1-framing.ts";

test("a request is told without its framing, and begins as over HTTP/2", () => {
  const headers: [string, string][] = [
    [":authority", "shop"],
    [":path", "/"],
    [":method", "PUT"],
    [":scheme", "http"],
    ["transfer-encoding", "chunked"],
    ["x-a", "1"],
  ];
  expect(receivedHeaders(headers)).toEqual([
    [":method", "PUT"],
    [":path", "/"],
    [":authority", "shop"],
    ["x-a", "1"],
  ]);
});

test.each([
  { status: "200", end: true, isHead: false, added: [["content-length", "0"]] },
  { status: "200", end: false, isHead: false, added: [["transfer-encoding", "chunked"]] },
  { status: "204", end: true, isHead: false, added: [] },
  { status: "304", end: false, isHead: false, added: [] },
  { status: "200", end: true, isHead: true, added: [] },
])("a response $status says how long its body is: $added", ({ status, end, isHead, added }) => {
  expect(framedHeaders([[":status", status]], end, isHead)).toEqual([[":status", status], ...added]);
});

test("a length that is said stays", () => {
  const headers: [string, string][] = [
    [":status", "200"],
    ["content-length", "5"],
  ];
  expect(framedHeaders(headers, false, false)).toEqual(headers);
});
