import { expect, test } from "vitest";
import type { Resource } from "../kubernetes/resource.ts";
import { revisionTo } from "./deployed.ts";
import { historyAnnotation, historyOf, withRevision } from "./history.ts";

function resource(digit: string): Resource {
  const spec = { url: `oci://registry.test/filter@sha256:${digit.repeat(64)}` };
  return { apiVersion: "extensions.istio.io/v1alpha1", kind: "WasmPlugin", metadata: { name: "filter" }, spec };
}

function after(digits: string): Resource {
  let live: Resource | null = null;
  for (const digit of digits) live = withRevision(resource(digit), live, { at: new Date(0), by: "ada" });
  return live as Resource;
}

test("holds the last ten revisions, the last one first", () => {
  const history = historyOf(after("0123456789abc"));
  expect(history.map(({ revision }) => revision)).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4]);
  expect(history[0]).toEqual({
    revision: 13,
    at: "1970-01-01T00:00:00.000Z",
    by: "ada",
    digest: `sha256:${"c".repeat(64)}`,
    note: null,
    spec: resource("c").spec,
  });
});

test("nothing is read out of an annotation that is spoilt", () => {
  const spoilt = { ...resource("1"), metadata: { name: "filter", annotations: { [historyAnnotation]: "H4sI" } } };
  expect(historyOf(spoilt)).toEqual([]);
  expect(historyOf(null)).toEqual([]);
});

test("finds the revision before, one by number, and one by digest", () => {
  const history = historyOf(after("123"));
  expect(revisionTo(history, undefined).revision).toBe(2);
  expect(revisionTo(history, "1").revision).toBe(1);
  expect(revisionTo(history, `sha256:${"2".repeat(64)}`).revision).toBe(2);
  expect(() => revisionTo(history, "3")).toThrow("there is no earlier revision 3");
  expect(() => revisionTo(historyOf(after("1")), undefined)).toThrow("there is only one revision");
});
