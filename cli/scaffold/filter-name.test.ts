import { expect, test } from "vitest";
import { MeshWasmError } from "../../core/index.ts";
import { checkName, nameFault } from "./filter-name.ts";

test.each(["canary", "jwt-auth", "a", "x2", "a.b_c-d", "a".repeat(100)])("%s is a name", (name) => {
  expect(nameFault(name)).toBeUndefined();
});

test.each([
  ["", "jwt-auth"],
  ["../evil", "evil"],
  ["a/b", "b"],
  ["a\\b", "b"],
  [".", "jwt-auth"],
  ["..", "jwt-auth"],
  ["/etc/passwd", "passwd"],
  ["JwtAuth", "jwt-auth"],
  ["my filter", "my-filter"],
  ["-x", "x"],
  ["2fa", "fa"],
  ["@acme/auth", "auth"],
  ["node_modules", "jwt-auth"],
  ["mesh-wasm", "jwt-auth"],
  ["a".repeat(101), "jwt-auth"],
  ["x\0y", "x-y"],
])("%j is none, but %s would be", (name, better) => {
  expect(() => checkName(name)).toThrow(MeshWasmError);
  try {
    checkName(name);
  } catch (error) {
    expect((error as MeshWasmError).code).toBe("MW1101");
    expect((error as MeshWasmError).hint).toMatch(new RegExp(`for example ${better}(;|$)`));
  }
});
