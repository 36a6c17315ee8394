import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { compileExamples, examplesOf } from "./examples.ts";
import { readSdk } from "./read-sdk.ts";
import { sdkPages } from "./sdk-pages.ts";

const sdk = readSdk();
const { pages, broken } = sdkPages(sdk);

test.for([...pages])("docs/sdk/%s is what the docstrings say", async ([name, page]) => {
  await expect(page).toMatchFileSnapshot(`../../docs/sdk/${name}`);
});

test("docs/sdk has no other pages", () => {
  const files = readdirSync(new URL("../../docs/sdk", import.meta.url));
  expect(files.filter((name) => !pages.has(name))).toEqual([]);
});

test("every link in a docstring leads somewhere", () => {
  expect(broken).toEqual([]);
});

test("every public symbol and member has a docstring", () => {
  const silent = sdk.symbols.flatMap((symbol) => {
    const members = symbol.members.filter(({ doc, speaksForItself }) => !speaksForItself && isEmpty(doc));
    return [...(isEmpty(symbol.doc) ? [symbol.name] : []), ...members.map(({ name }) => `${symbol.name}.${name}`)];
  });
  expect(silent).toEqual([]);
});

test("every class, function, enum and namespace that can be imported has an example", () => {
  const named = sdk.symbols.filter(({ entry, kind }) => entry !== null && kind !== "constant" && kind !== "alias");
  expect(named.filter(({ doc }) => doc.examples.length === 0).map(({ name, file }) => `${name} (${file})`)).toEqual([]);
});

test("every example compiles", async () => {
  expect(await compileExamples(sdk, examplesOf(sdk))).toBe("");
});

test("what does not compile in an example is found wherever it stands", async () => {
  const wrong = [
    "this.request.headers.gett('x');",
    "onLog(): void { log.infoo('x'); }",
    "onTick(): void { this.unknown(); }",
    "upload: BodyBuffer = BodyBuffer.ofNothing();",
    "class Mine extends GrpcStream { onMessage(message: Bytes): void { message.unknown(); } }",
    "class Field extends PluginContext { routed: Counter = Counter.undefined('x'); }",
    "class Got extends PluginContext { get mine(): i32 { return this.nothing; } }",
    "class Static { static mine(): i32 { return Static.nothing(); } }",
    "function mine(value: string): string { return value.nothing(); }",
    'HttpCall.get("auth", "/check").send<Stream>(this, (stream, response) => response.nothing());',
  ];
  const [symbol] = sdk.symbols;
  const examples = symbol ? wrong.map((text) => ({ title: "wrong", symbol, text })) : [];
  const errors = await compileExamples(sdk, examples);
  const found = wrong.filter((_, index) => errors.includes(`examples/wrong-${index}.ts`));
  expect(found).toEqual(wrong);
});

function isEmpty({ text, params }: { text: string; params: unknown[] }): boolean {
  return text === "" && params.length === 0;
}
