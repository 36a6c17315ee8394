import { expect, test } from "vitest";
import { redeclaredFields } from "./redeclared-fields.ts";

function typesIn(members: string, base = "Context"): string[] {
  return redeclaredFields(`class Stream extends ${base} {${members}}`).map(({ type }) => type);
}

test.each([
  ["\n  root_context: Root;\n", ["Root"]],
  ["\n  root_context : Root\n", ["Root"]],
  ["root_context: Root;", ["Root"]],
  ["\n  private readonly root_context!: Root;\n", ["Root"]],
  ["\n  constructor(id: u32, public root_context: Root) {}\n", ["Root"]],
  ["\n  constructor(\n    id: u32,\n    private root_context: Root,\n  ) {}\n", ["Root"]],
  ["\n  root_context: RootContext;\n", []],
  ["\n  root: Root;\n", []],
  ["\n  constructor(id: u32, root_context: Root) {}\n", []],
  ["\n  constructor(\n    root_context: Root,\n    id: u32\n  ) {}\n", []],
  ["\n  constructor(\n    id: u32,\n    root_context: Root\n  ) {}\n", []],
  ["\n  // root_context: Root;\n", []],
])("%j", (members, expected) => {
  expect(typesIn(members)).toEqual(expected);
});

test("only where a class extends Context", () => {
  expect(typesIn("\n  root_context: Root;\n", "RootContext")).toEqual([]);
});
