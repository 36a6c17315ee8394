import { expect, test } from "vitest";
import { MeshWasmError } from "../../core/index.ts";
import { validateConfig } from "./schema.ts";

function faultOf(value: unknown): { message: string; details: readonly string[]; hint: string } {
  try {
    validateConfig(value, "file");
  } catch (error) {
    if (error instanceof MeshWasmError && error.code === "MW1004") {
      return { message: error.message, details: error.details, hint: error.hint };
    }
  }
  throw new Error("no fault");
}

const canary = { entry: "assembly/index.ts" };

test("takes every field", () => {
  const config = {
    filters: {
      canary: { ...canary, rootId: "canary", configuration: "plugin.yaml", sizeLimit: "120kB" },
      beta: { ...canary, configuration: { header: "x-beta", weights: [1, 2] } },
    },
    envoy: "1.40.0",
    upstream: "http://127.0.0.1:8080",
    outDir: "out",
  };
  expect(validateConfig({ $schema: "x", ...config }, "file")).toEqual(config);
});

test.each([
  [{ filter: { canary } }, "file: filters is missing", "did you mean filters?"],
  [{ filters: {} }, "file: filters has no filter", ""],
  [
    { filters: { canary: { ...canary, sizelimt: "1kB" } } },
    "file: filters.canary.sizelimt is no known field",
    "sizeLimit",
  ],
  [{ filters: { canary: { ...canary, zzz: 1 } } }, "file: filters.canary.zzz is no known field", "known here: entry, "],
  [{ filters: { canary: {} } }, "file: filters.canary.entry is missing", ""],
  [{ filters: { canary: { entry: "" } } }, "file: filters.canary.entry is empty", ""],
  [{ filters: { canary: "assembly/index.ts" } }, "file: filters.canary is not an object", ""],
  [
    { filters: { canary: { ...canary, sizeLimit: "big" } } },
    "file: filters.canary.sizeLimit is no size such as 120kB",
    "",
  ],
  [
    { filters: { canary: { ...canary, configuration: 7 } } },
    "file: filters.canary.configuration is not a text or an object",
    "",
  ],
  [{ filters: { canary }, envoy: 1.4 }, "file: envoy is not a text", ""],
  [{ filters: { canary }, upstream: "ftp://x" }, 'file: upstream is neither "echo" nor an http URL', ""],
  ["filters", "file: the configuration is not an object", ""],
])("%j is refused", (value, message, hint) => {
  const fault = faultOf(value);
  expect(fault.message).toBe(message);
  expect(fault.hint).toContain(hint);
});

test("names every fault at once", () => {
  const { message, details } = faultOf({ filters: { canary: { entry: 7 } }, envoy: "new", outDir: 1 });
  expect([message, ...details]).toHaveLength(3);
});
