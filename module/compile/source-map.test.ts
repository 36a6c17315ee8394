import { expect, test } from "vitest";
import { readModule } from "../read/index.ts";
import { codeMark, type FunctionPlace, type MeshWasmSourceMap } from "../symbolicate/index.ts";
import { compile } from "./compile.ts";
import { smallFilter, testProject } from "./test-project.ts";

const source = `${smallFilter}
class Rules {
  names: string[] = ["a", "b"];

  last(): string {
    return this.names.pop();
  }
}

export function pick(rules: Rules): string {
  return rules.last();
}
`.replace('"x-probe", "yes"', '"x-probe", pick(new Rules())');

async function built(mode: "debug" | "release", sourceRoot?: string) {
  await using project = await testProject({ "assembly/index.ts": source });
  const options = project.options({ mode, ...(sourceRoot === undefined ? {} : { sourceRoot }) });
  const { wasm, sourceMap } = await compile(options);
  return { wasm, map: JSON.parse(sourceMap ?? "") as MeshWasmSourceMap };
}

test("the map leads to the sources, and debuggers pass over what is not the project's", async () => {
  const { map } = await built("debug");
  expect(map.sourceRoot).toBeUndefined();
  expect((await built("debug", "..")).map.sourceRoot).toBe("..");
  const own = map.sources.filter((_, index) => !map.ignoreList?.includes(index));
  expect(own).toEqual(["assembly/index.ts"]);
  expect(map.sources.every((file) => file.startsWith("~lib/") || file === "assembly/index.ts")).toBe(true);
});

test("the map tells where functions are declared, but not what reads and writes fields", async () => {
  const { map } = await built("release");
  const index = map.sources.indexOf("assembly/index.ts");
  const text = map.sourcesContent?.[index] ?? "";
  const places = Object.fromEntries((map.x_mesh_wasm_functions?.[index] ?? []).map((place) => [place[0], place]));
  expect(Object.keys(places).sort()).toEqual([
    "Plugin.createHttpContext",
    "Rules.last",
    "Stream.onResponseHeaders",
    "new Rules",
    "pick",
  ]);
  const [, start, end, at] = places["pick"] as FunctionPlace;
  expect(text.slice(start, end)).toMatch(/^(?:export )?function pick\(rules[\s\S]*}$/);
  expect(text.slice(at, at + 5)).toBe("pick(");
});

test("a release map tells which function calls which", async () => {
  const { map } = await built("release");
  const index = map.sources.indexOf("assembly/index.ts");
  const names = map.x_mesh_wasm_functions?.[index]?.map(([name]) => name) ?? [];
  const calls = map.x_mesh_wasm_calls?.[index]?.[names.indexOf("pick")];
  const at = map.sourcesContent?.[index]?.indexOf("rules.last()");
  expect(calls).toEqual([at, index, names.indexOf("Rules.last")]);
  expect((await built("debug")).map.x_mesh_wasm_calls).toBeUndefined();
});

test("the map is of one build", async () => {
  const [debug, release] = [await built("debug"), await built("release")];
  for (const { wasm, map } of [debug, release]) expect(map.x_mesh_wasm_code).toBe(codeMark(readModule(wasm)));
  expect(debug.map.x_mesh_wasm_code).not.toBe(release.map.x_mesh_wasm_code);
});

test("at -O3 functions of the project stay, and fields are read without a call", async () => {
  const { wasm } = await built("release");
  const own = readModule(wasm).functions.filter(({ name }) => name.startsWith("assembly/"));
  expect(own.map(({ name }) => name).sort()).toEqual([
    "assembly/index/Plugin#createHttpContext",
    "assembly/index/Rules#constructor",
    "assembly/index/Rules#last",
    "assembly/index/Stream#onResponseHeaders",
    "assembly/index/pick",
  ]);
});
