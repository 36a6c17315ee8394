import { expect, test } from "vitest";
import { importStatements } from "./import-statements.ts";

function found(source: string): [string, string[]][] {
  return importStatements(source).map(({ specifier, start, names }) => {
    expect(source.slice(start, start + specifier.length)).toBe(specifier);
    for (const { name, start: at } of names) expect(source.slice(at, at + name.length)).toBe(name);
    return [specifier, names.map(({ name }) => name)];
  });
}

test.each<[string, [string, string[]][]]>([
  ['export * from "a/b";', [["a/b", []]]],
  ["import { A, B as C } from 'a'", [["a", ["A", "B"]]]],
  ['import {\n  A, // "x"\n  B,\n} from "a";', [["a", ["A", "B"]]]],
  [
    'import*as all from"a";import"b";',
    [
      ["a", []],
      ["b", []],
    ],
  ],
  ['import Default, { A } from "a";', [["a", ["A"]]]],
  [
    'export * as all from "a";\nexport { A } from "b";',
    [
      ["a", []],
      ["b", ["A"]],
    ],
  ],
  ['export class X {\n  from: string = "a"\n}\nimport { A } from "b"', [["b", ["A"]]]],
])("%j", (source, expected) => {
  expect(found(source)).toEqual(expected);
});

test.each([
  '// import { A } from "a";',
  '/* import "a"; */',
  "const text = 'import { A } from \"a\"';",
  'const text = `import { A } from "a"`;',
  'Array.from("a");',
  'export const from = "a";',
  'reimport "a"',
])("%j imports nothing", (source) => {
  expect(found(source)).toEqual([]);
});

test("an apostrophe in a comment opens no string", () => {
  expect(found("// it's\nimport { A } from \"a\"; // isn't\nimport 'b';")).toEqual([
    ["a", ["A"]],
    ["b", []],
  ]);
});
