import { expect, test } from "vitest";
import { readGrpcService } from "./grpc-service.ts";

test("a service has a cluster, and may have an authority and metadata of its own", () => {
  const bytes = "\x0a\x0f\x0a\x05other\x12\x06author\x1a\x02\x08\x03\x2a\x08\x0a\x03x-a\x12\x011";
  expect(readGrpcService(bytes)).toEqual({ cluster: "other", authority: "author", metadata: [["x-a", "1"]] });
  expect(readGrpcService("\x0a\x07\x0a\x05other")).toEqual({ cluster: "other", authority: "", metadata: [] });
});

test("what is no message is no service", () => {
  expect(readGrpcService("nowhere")).toBeUndefined();
});
