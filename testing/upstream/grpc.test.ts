import { expect, test } from "vitest";
import { joined } from "../http/body.ts";
import { frameOf, grpcTrailers, MessageReader, percentDecoded } from "./grpc.ts";

test("messages survive any cutting of the body", () => {
  const messages = ["", "one", "a longer one"];
  const body = joined(messages.map(frameOf));
  for (let size = 1; size <= body.length; ++size) {
    const reader = new MessageReader();
    const read = [];
    for (let at = 0; at < body.length; at += size) read.push(...reader.take(body.slice(at, at + size)));
    expect(read.map((message) => new TextDecoder().decode(message))).toEqual(messages);
  }
});

test("a status has its text in percent encoding, and back", () => {
  const [status, message, other] = grpcTrailers(5, "100 % früh", { "x-a": "1" });
  expect(status).toEqual(["grpc-status", "5"]);
  expect(message).toEqual(["grpc-message", "100 %25 fr%C3%BCh"]);
  expect(other).toEqual(["x-a", "1"]);
  expect(percentDecoded(message?.[1] ?? "")).toBe("100 % früh");
  expect(percentDecoded("100 %")).toBe("100 %");
  expect(grpcTrailers(0)).toEqual([["grpc-status", "0"]]);
});
