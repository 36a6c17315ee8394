import { describe, expect, test } from "vitest";
import { addProperty, removeProperty } from "./json-edit.ts";

describe("a property is removed with its comma, and nothing else changes", () => {
  test.each([
    ['{\n  "a": 1,\n  "b": [1,  2],\n  "c": 3\n}\n', ["a"], '{\n  "b": [1,  2],\n  "c": 3\n}\n'],
    ['{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}', ["b"], '{\n  "a": 1,\n  "c": 3\n}'],
    ['{\n  "a": 1,\n  "b": { "x": "}" }\n}', ["b"], '{\n  "a": 1\n}'],
    ['{ "d": {"a,": "\\"", "b": 2} }', ["d", "a,"], '{ "d": {"b": 2} }'],
    ['{ "d": { "a": 1 } }', ["d", "a"], '{ "d": {} }'],
    ['{ "d": {} }', ["d", "a"], '{ "d": {} }'],
    ["{}", ["d", "a"], "{}"],
  ])("%j without %j", (text, path, expected) => {
    expect(removeProperty(text, path)).toBe(expected);
  });
});

describe("a property is added in the style of those around it", () => {
  test.each([
    [
      '{\n\t"a": {\n\t\t"b": "1",\n\t\t"d": "2"\n\t}\n}\n',
      ["a", "c"],
      '{\n\t"a": {\n\t\t"b": "1",\n\t\t"c": "x",\n\t\t"d": "2"\n\t}\n}\n',
    ],
    ['{\n  "a": {\n    "b": "1"\n  }\n}', ["a", "c"], '{\n  "a": {\n    "b": "1",\n    "c": "x"\n  }\n}'],
    [
      '{\n  "z": {\n    "c": 1,\n    "b": 2\n  }\n}',
      ["z", "a"],
      '{\n  "z": {\n    "c": 1,\n    "b": 2,\n    "a": "x"\n  }\n}',
    ],
    ['{ "a": { "b": 1 } }', ["a", "c"], '{ "a": { "b": 1, "c": "x" } }'],
    ['{\r\n    "n": 1\r\n}\r\n', ["a", "c"], '{\r\n    "n": 1,\r\n    "a": {\r\n        "c": "x"\r\n    }\r\n}\r\n'],
    ['\uFEFF{\n  "a": {}\n}', ["a", "c"], '\uFEFF{\n  "a": {\n    "c": "x"\n  }\n}'],
    ["{}", ["c"], '{\n  "c": "x"\n}'],
    ['{ "a": 1 }\n', ["d", "c"], '{ "a": 1, "d": { "c": "x" } }\n'],
  ])("%j with %j", (text, path, expected) => {
    expect(addProperty(text, path, "x")).toBe(expected);
    expect(JSON.parse(expected.replace("\uFEFF", ""))).toBeTypeOf("object");
  });
});

test("what is not plain is passed over", () => {
  const text = '{ "a": [{"b": "]"}, [], -1.5e3, null, true], "c": "\\u007d\\\\", "d": {} }';
  expect(addProperty(text, ["d", "e"], "x")).toBe(text.replace("{} }", '{ "e": "x" } }'));
});
