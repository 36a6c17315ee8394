import { expect, test } from "vitest";
import { canaryOf } from "./canary.ts";

const metadata = { name: "filter" };

test("narrows the labels of each kind that has some", () => {
  const wasmPlugin = {
    apiVersion: "v",
    kind: "WasmPlugin",
    metadata,
    spec: { selector: { matchLabels: { app: "a" } } },
  };
  expect(canaryOf(wasmPlugin, { track: "canary" })).toMatchObject({
    metadata: { name: "filter-canary" },
    spec: { selector: { matchLabels: { app: "a", track: "canary" } } },
  });
  expect(canaryOf({ apiVersion: "v", kind: "EnvoyFilter", metadata, spec: {} }, { track: "canary" }).spec).toEqual({
    workloadSelector: { labels: { track: "canary" } },
  });
});

test("refuses what is bound to targets", () => {
  const policy = { apiVersion: "v", kind: "EnvoyExtensionPolicy", metadata, spec: {} };
  expect(() => canaryOf(policy, { track: "canary" })).toThrow("is bound to no labels");
});
