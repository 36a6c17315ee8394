import { describe, expect, test } from "vitest";
import {
  abiMarkers,
  type Callback,
  callbackSignature,
  callbacks,
  enums,
  findCallback,
  findImportable,
  foreignFunctions,
  formatSignature,
  hostFunctionSignature,
  hostFunctions,
  importables,
  sameSignature,
  wasiFunctions,
  wasiModules,
} from "./index.ts";

function repeated(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function callback(name: string): Callback {
  const found = findCallback(name);
  if (!found) throw new Error(`no callback ${name}`);
  return found;
}

describe("the table", () => {
  test("names nothing twice", () => {
    expect(repeated(hostFunctions.map(({ name }) => name))).toEqual([]);
    expect(repeated(callbacks.map(({ name }) => name))).toEqual([]);
    expect(repeated(wasiFunctions.map(({ name }) => name))).toEqual([]);
    expect(repeated(foreignFunctions.map(({ name }) => name))).toEqual([]);
  });

  test("says what each function does in one sentence, and where it is specified", () => {
    for (const { name, doc } of [...hostFunctions, ...callbacks, ...wasiFunctions, ...foreignFunctions]) {
      expect(doc, name).toMatch(/^[A-Z].*[.)]$/);
    }
    for (const { name, reference } of [...hostFunctions, ...callbacks]) expect(reference, name).not.toBe("");
  });

  test.each(hostFunctions)("$name: a pointer has its size beside it, and a name of the specification", ({ params }) => {
    for (const [index, { name, role }] of params.entries()) {
      const next = params[index + 1];
      if (role === "pointer") expect(next).toMatchObject({ name: name.replace(/_data$/, "_size"), role: "size" });
      if (role === "return-pointer") {
        expect(next).toMatchObject({ name: name.replace(/_data$/, "_size"), role: "return-size" });
      }
      expect(name.startsWith("return_")).toBe(role.startsWith("return-"));
      expect(name).toMatch(/^[a-z_]+$/);
    }
  });

  test("gives enums distinct numbers", () => {
    for (const { values } of Object.values(enums)) {
      const numbers: number[] = Object.values(values);
      expect(new Set(numbers).size).toBe(numbers.length);
    }
  });

  test("covers the three final versions", () => {
    expect([...abiMarkers.values()]).toEqual(["0.1.0", "0.2.0", "0.2.1"]);
    const count = (abi: "0.1.0" | "0.2.0" | "0.2.1") =>
      hostFunctions.filter((entry) => entry.origin === "spec" && entry.abi.includes(abi)).length;
    expect([count("0.1.0"), count("0.2.0"), count("0.2.1")]).toEqual([40, 38, 39]);
  });
});

describe("signatures", () => {
  test("of a host function", () => {
    const entry = findImportable("env", "proxy_record_metric")?.hostFunction;
    expect(entry && hostFunctionSignature(entry)).toEqual({ params: ["i32", "i64"], results: ["i32"] });
  });

  test("of a callback differ between versions", () => {
    const headers = callback("proxy_on_request_headers");
    expect(callbackSignature(headers, "0.1.0").params).toHaveLength(2);
    expect(callbackSignature(headers, "0.2.0").params).toHaveLength(3);
    expect(callbackSignature(headers, "0.2.1")).toEqual({ params: ["i32", "i32", "i32"], results: ["i32"] });
  });

  test("compare by types and number", () => {
    const tick = callbackSignature(callback("proxy_on_tick"), "0.2.1");
    expect(sameSignature({ params: ["i32"], results: [] }, tick)).toBe(true);
    expect(sameSignature({ params: ["i32"], results: ["i32"] }, tick)).toBe(false);
    expect(sameSignature({ params: ["i64"], results: [] }, tick)).toBe(false);
  });

  test.each([
    [{ params: ["i32", "i64"], results: ["i32"] }, "(i32, i64) -> i32"],
    [{ params: [], results: [] }, "() -> ()"],
    [{ params: [], results: ["i32", "i32"] }, "() -> (i32, i32)"],
  ])("%j reads %s", (signature, text) => {
    expect(formatSignature(signature)).toBe(text);
  });
});

describe("lookup", () => {
  test("finds WASI under both names", () => {
    for (const module of wasiModules) {
      expect(findImportable(module, "clock_time_get")?.params).toEqual(["i32", "i64", "i32"]);
    }
    expect(findImportable("env", "fd_write")).toBeUndefined();
  });

  test("lists all that Envoy offers", () => {
    expect(importables()).toHaveLength(hostFunctions.length + 2 * wasiFunctions.length);
  });
});
