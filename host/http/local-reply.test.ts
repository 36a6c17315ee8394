import { expect, test } from "vitest";
import { HeaderMap } from "./header-map.ts";
import { grpcStatusOf, isGrpcRequest, localReply, percentEncoded } from "./local-reply.ts";

const plain = { isGrpc: false, isHead: false };

test("a reply with a body says how long and what it is, behind the fields that were asked for", () => {
  const { headers, body } = localReply({ status: 418, body: "short", headers: [["x-a", "1"]] }, plain);
  expect(headers.fields()).toEqual([
    [":status", "418"],
    ["x-a", "1"],
    ["content-length", "5"],
    ["content-type", "text/plain"],
  ]);
  expect(body).toBe("short");
});

test("a reply without a body says neither", () => {
  const { headers } = localReply({ status: 403, body: "", headers: [["content-type", "text/html"]] }, plain);
  expect(headers.fields()).toEqual([[":status", "403"]]);
});

test("HEAD gets the fields alone", () => {
  const { headers, body } = localReply({ status: 200, body: "abc" }, { isGrpc: false, isHead: true });
  expect([headers.get("content-length"), body]).toEqual(["3", ""]);
});

test("a gRPC client gets status and message as fields", () => {
  const { headers, body } = localReply({ status: 403, body: "50% off" }, { isGrpc: true, isHead: false });
  expect(headers.fields()).toEqual([
    [":status", "200"],
    ["content-type", "application/grpc"],
    ["grpc-status", "7"],
    ["grpc-message", "50%25 off"],
  ]);
  expect(body).toBe("");
  expect(
    localReply({ status: 403, body: "", grpcStatus: 5 }, { isGrpc: true, isHead: false }).headers.get("grpc-status"),
  ).toBe("5");
});

test("HTTP statuses stand for gRPC's", () => {
  expect([400, 401, 403, 404, 429, 500, 502, 503, 504].map(grpcStatusOf)).toEqual([13, 16, 7, 12, 14, 2, 14, 14, 14]);
});

test("gRPC is told by the content type", () => {
  const typed = (type: string) => isGrpcRequest(new HeaderMap("request", [["content-type", type]]));
  expect(["application/grpc", "application/grpc+proto", "application/grpc-web", "text/plain"].map(typed)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test("messages are written in printable ASCII", () => {
  expect(percentEncoded("ü\n")).toBe("%FC%0A");
});
