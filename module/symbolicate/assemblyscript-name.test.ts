import { describe, expect, test } from "vitest";
import { assemblyScriptName, withoutTypeArguments } from "./assemblyscript-name.ts";

describe("assemblyScriptName", () => {
  test.each([
    ["assembly/rules/pick", "assembly/rules", "pick"],
    ["assembly/index/CanaryStream#onRequestHeaders", "assembly/index", "CanaryStream.onRequestHeaders"],
    ["assembly/index/Rules.parse", "assembly/index", "Rules.parse"],
    ["assembly/index/Rules#constructor", "assembly/index", "new Rules"],
    ["assembly/index/Rules#get:size", "assembly/index", "get Rules.size"],
    ["assembly/index/Rules#set:size", "assembly/index", "set Rules.size"],
    ["assembly/rules/pick~anonymous|0", "assembly/rules", "pick.<anonymous>"],
    ["assembly/rules/pick~inner|1", "assembly/rules", "pick.inner"],
    ["assembly/index/util.inner.twice", "assembly/index", "util.inner.twice"],
    ["array/Array<string/String>#__get", "array", "Array<String>.[]"],
    ["array/Array<i32>#map<i32>", "array", "Array<i32>.map<i32>"],
    ["map/Map<string/String,array/Array<assembly/rules/Rule|null>>#get", "map", "Map<String, Array<Rule | null>>.get"],
    ["sdk/HttpContext#onRequestHeaders", "sdk", "HttpContext.onRequestHeaders"],
    ["assembly/list/each<%28i32%29=>void>", "assembly/list", "each<(i32) => void>"],
    ["assembly/list/Box<%28assembly/a/A%29=>i32>#constructor", "assembly/list", "new Box<(A) => i32>"],
    ["~lib/array/Array<i32>#__set", "~lib/array", "Array<i32>.[]="],
    ["start:assembly/index", "assembly/index", "top level"],
    ["start:assembly/index~anonymous|0~anonymous|2", "assembly/index", "<anonymous>.<anonymous>"],
  ])("%s", (raw, file, name) => {
    expect(assemblyScriptName(raw)).toEqual({ file, name, isStub: false });
  });

  test.each(["sdk/HttpContext#onRequestHeaders@override", "assembly/a/twice@varargs", "array/Array<i32>~visit"])(
    "%s is made by the compiler",
    (raw) => {
      expect(assemblyScriptName(raw)).toMatchObject({ isStub: true });
    },
  );

  test.each([
    "proxy_on_request_headers",
    "core::panicking::panic_fmt",
    "_ZN4core9panicking9panic_fmt17hcdb13a4b2416cf82E",
    "main.myHeaderHandler",
    "(*main.httpContext).OnHttpRequestHeaders",
    "github.com/tetratelabs/proxy-wasm-go-sdk/proxywasm.init at x",
  ])("%s is no name of AssemblyScript's", (raw) => {
    expect(assemblyScriptName(raw)).toBeNull();
  });
});

test("type arguments can be left out", () => {
  expect(withoutTypeArguments("Map<String, Array<(i32) => void>>.get")).toBe("Map.get");
  expect(withoutTypeArguments("pick.<anonymous>")).toBe("pick.<anonymous>");
});
