import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "../../../core/package-root.ts";
import { type CompileOptions, compile } from "../compile.ts";
import { smallFilter, type TestProject, testProject } from "../test-project.ts";
import { freshRecord, writeRecord } from "./build-record.ts";

const source = smallFilter
  .replace("\nclass Plugin", 'import { answer } from "./answer";\n\nclass Plugin')
  .replace('"yes"', "answer");
const answer = 'export const answer = "yes";\n';

let project: TestProject;
let options: CompileOptions;
let record: string;
let module: string;

beforeAll(async () => {
  project = await testProject({ "assembly/index.ts": source, "assembly/answer/index.ts": answer });
  options = project.options({ mode: "debug" });
  record = join(project.directory, "records/probe.json");
  module = join(project.directory, "probe.wasm");
  const result = await compile(options);
  await writeFile(module, result.wasm);
  await writeRecord(record, options, result, { [module]: result.wasm });
});

afterAll(() => project[Symbol.asyncDispose]());

test("a build of which nothing has changed is fresh, and its record tells what it was made from", () => {
  const found = freshRecord(record, options);
  expect(found?.sources).toMatchObject({
    [join(project.directory, "assembly/index.ts")]: expect.stringMatching(/^[0-9a-f]{64}$/),
    [join(project.directory, "assembly/answer/index.ts")]: expect.any(String),
    [join(project.directory, "assembly/answer.ts")]: null,
    [join(packageRoot(), "assembly/index.ts")]: expect.any(String),
    [join(packageRoot(), "assembly/runtime/heap.ts")]: expect.any(String),
  });
});

test("without a record, or with half of one, there is nothing to go by", async () => {
  expect(freshRecord(join(project.directory, "no.json"), options)).toBeNull();
  const half = join(project.directory, "half.json");
  await writeFile(half, '{ "key": "');
  expect(freshRecord(half, options)).toBeNull();
});

describe("a build is not fresh", () => {
  test.each<[string, Partial<CompileOptions>]>([
    ["another mode", { mode: "release" }],
    ["another version of the filter", { version: "1.0.1" }],
    ["another name", { name: "canary" }],
    ["no names", { names: false }],
    ["coverage", { coverage: true }],
    ["flags of the compiler", { ascFlags: ["--noAssert"] }],
  ])("with %s", (_, change) => {
    expect(freshRecord(record, { ...options, ...change })).toBeNull();
  });

  test.each<[string, string, string]>([
    ["its source has changed", "assembly/index.ts", `${source}\n`],
    ["a file that it imports has changed", "assembly/answer/index.ts", 'export const answer = "no";\n'],
    ["what it wrote was changed", "probe.wasm", "nothing"],
  ])("where %s, until it is as before", async (_, path, content) => {
    const file = join(project.directory, path);
    const before = await readFile(file);
    await writeFile(file, content);
    expect(freshRecord(record, options)).toBeNull();
    await rm(file);
    expect(freshRecord(record, options)).toBeNull();
    await writeFile(file, before);
    expect(freshRecord(record, options)).not.toBeNull();
  });

  test("where an import would find another file", async () => {
    const nearer = join(project.directory, "assembly/answer.ts");
    await writeFile(nearer, answer);
    expect(freshRecord(record, options)).toBeNull();
    await rm(nearer);
    expect(freshRecord(record, options)).not.toBeNull();
  });
});

test("a build with a transform of the project's own is never fresh: what that one reads is not known", async () => {
  const own = { ...options, ascFlags: ["--transform", "./own.js"] };
  const result = await compile(options);
  const file = join(project.directory, "own.json");
  await writeRecord(file, own, result, {});
  expect(freshRecord(file, own)).toBeNull();
});
