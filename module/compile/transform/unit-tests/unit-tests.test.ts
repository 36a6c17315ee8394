import { expect, test } from "vitest";
import { readModule, readPointTable } from "../../../index.ts";
import { compile } from "../../compile.ts";
import { smallFilter, testProject } from "../../test-project.ts";

const spec = `
import { Stream } from "./index";

class Pair<T> { constructor(public one: T, public other: Stream | null) {} }
class Triple extends Pair<string> { third: f32 = 0; }

describe("pairs", () => {
  beforeEach(() => {});
  test("are equal", () => { expect(new Triple("a", null)).toStrictEqual(new Triple("a", null)); });
  throws("no pairs", () => { unreachable(); });
});
`;

const files = {
  "assembly/index.ts": smallFilter.replaceAll("class Stream", "export class Stream"),
  "assembly/pairs.spec.ts": spec,
};

test("a module with unit tests is a filter: it imports nothing that Envoy does not have", async () => {
  await using project = await testProject(files);
  const entry = `${project.directory}/assembly/pairs.spec.ts`;
  const { wasm, warnings, metadata } = await compile(project.options({ entry, unitTests: true, mode: "debug" }));
  const { imports, exports } = readModule(wasm);
  expect(
    imports.map(({ module, name }) => `${module}.${name}`).filter((name) => !name.startsWith("env.proxy_")),
  ).toEqual([]);
  expect(exports.map(({ name }) => name)).toContain("proxy_on_request_headers");
  expect(warnings).toEqual([]);
  expect(metadata.rootIds).toEqual(["probe"]);
});

test("the tests are no part of what is covered", async () => {
  await using project = await testProject(files);
  const entry = `${project.directory}/assembly/pairs.spec.ts`;
  const { wasm } = await compile(project.options({ entry, unitTests: true, mode: "debug", coverage: true }));
  expect(readPointTable(wasm)?.files.map(({ path }) => path)).toEqual(["assembly/index.ts"]);
});

test.each([
  ["toThrow", "expect(() => {}).toThrow();", "there is no expect(…).toThrow()"],
  ["toMatchSnapshot", 'expect("a").toMatchSnapshot();', "there is no toMatchSnapshot()"],
])("%s is refused with a way out", async (_, statement, message) => {
  await using project = await testProject({ "assembly/a.spec.ts": `test("a", () => { ${statement} });\n` });
  const entry = `${project.directory}/assembly/a.spec.ts`;
  await expect(compile(project.options({ entry, unitTests: true, mode: "debug" }))).rejects.toMatchObject({
    code: "MW0201",
    message: expect.stringContaining(message),
  });
});
