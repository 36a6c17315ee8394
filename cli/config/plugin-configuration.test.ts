import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../fixtures/project.ts";
import { readPluginConfiguration } from "./plugin-configuration.ts";

const value = { header: "x-beta", weights: [1, 2] };
const json = JSON.stringify(value);
const yaml = "header: x-beta\nweights: [1, 2] # in percent\n";

function context(cwd = "/", stdin = "") {
  return { cwd, stdin: { isTTY: false, readAll: async () => stdin } };
}

test("reads JSON and YAML files as JSON, and others as they are", async () => {
  const cwd = folderWith({ "a.json": json, "b.yaml": yaml, "c.yml": yaml, "d.txt": "level=3", "e.yaml": "" });
  const read = (name: string) => readPluginConfiguration(name, context(cwd));
  expect(await read("a.json")).toEqual({ text: json, value, source: "a.json", path: join(cwd, "a.json") });
  expect(await read("b.yaml")).toMatchObject({ text: json, value, source: "b.yaml" });
  expect(await read("c.yml")).toMatchObject({ text: json });
  expect(await read("d.txt")).toMatchObject({ text: "level=3", value: undefined, source: "d.txt" });
  expect(await read("e.yaml")).toMatchObject({ text: "{}" });
});

test("takes JSON text, the standard input and values", async () => {
  expect(await readPluginConfiguration(` ${json}`, context())).toMatchObject({ text: json, source: "--plugin-config" });
  expect(await readPluginConfiguration("-", context("/", yaml))).toMatchObject({ text: json });
  expect(await readPluginConfiguration(value, context())).toMatchObject({ text: json, value });
});

test("names the file that cannot be read or parsed", async () => {
  const cwd = folderWith({ "a.json": "{", "b.yaml": "a: [1" });
  const read = (name: string) => readPluginConfiguration(name, context(cwd));
  await expect(read("a.json")).rejects.toMatchObject({
    code: "MW1005",
    message: "a.json is no valid plugin configuration",
  });
  await expect(read("b.yaml")).rejects.toMatchObject({ code: "MW1005", details: [expect.stringContaining("line 1")] });
  await expect(read("c.json")).rejects.toMatchObject({ code: "MW1005" });
});
