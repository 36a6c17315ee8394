import { expect, test } from "vitest";
import { compile } from "../compile.ts";
import { testProject } from "../test-project.ts";

const head = 'import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";\n';

function program(streamMembers: string, pluginMembers = ""): string {
  return `${head}class Stream extends HttpContext {
${streamMembers}
}
class Plugin extends PluginContext {
${pluginMembers}
  createHttpContext(): HttpContext { return new Stream(); }
}
registerPlugin<Plugin>("probe");
`;
}

async function warningsOf(source: string): Promise<string[]> {
  await using project = await testProject({ "assembly/index.ts": source });
  const { warnings } = await compile(project.options({ mode: "debug" }));
  return warnings.map(({ code, file, line, column, message }) => `${file}:${line}:${column} ${code}: ${message}`);
}

test("a misspelt callback is warned of, with its place and the name that was meant", async () => {
  const source = program(
    "  onRequestHeader(endOfStream: bool): HeadersAction {\n    return HeadersAction.Continue;\n  }",
  );
  expect(await warningsOf(source)).toEqual([
    "assembly/index.ts:3:3 AS102: nothing calls onRequestHeader: did you mean onRequestHeaders?",
  ]);
});

test.each([
  ["  onrequestHeaders(): void {}", ["onrequestHeaders: did you mean onRequestHeaders?"]],
  ["  onResponsebody(): void {}", ["onResponsebody: did you mean onResponseBody?"]],
  ["  on_http_request_headers(): void {}", ["on_http_request_headers: did you mean onRequestHeaders?"]],
  ["  onLogs(): void {}", ["onLogs: did you mean onLog?"]],
  ["  onTick(): void {}", ["onTick of a HttpContext: it is a callback of PluginContext"]],
  ["  static onLog(): void {}", ["onLog, because it is static"]],
])("in a stream: %s", async (members, expected) => {
  const messages = (await warningsOf(program(members))).map((text) => text.replace(/^.*nothing calls /, ""));
  expect(messages).toEqual(expected);
});

test.each([
  ["onRequestHeaders(): void {}", ["onRequestHeaders of a PluginContext: it is a callback of HttpContext"]],
  ["createHTTPContext(): void {}", ["createHTTPContext: did you mean createHttpContext?"]],
  ["onConfig(): void {}", []],
])("in a plugin: %s", async (members, expected) => {
  const messages = (await warningsOf(program("", members))).map((text) => text.replace(/^.*nothing calls /, ""));
  expect(messages).toEqual(expected);
});

test("helpers are not: names near nothing, methods that the program calls, overridden methods, other classes", async () => {
  const source = program(`
  onAnswer(): void {}
  onConsent(): void {}
  onLoad(): void {}
  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.onRequestHeader("host");
    return HeadersAction.Continue;
  }
  private onRequestHeader(name: string): void {}
}
class Below extends Stream {
  onAnswer(): void {}
  onRequestHeaders(endOfStream: bool): HeadersAction { return HeadersAction.Continue; }
}
export class Other {
  onRequestHeader(): void {}`);
  expect(await warningsOf(source)).toEqual([]);
});

test("a class between the SDK's and the used one is looked at, and a program for the old SDK, too", async () => {
  const between = `${head}
class Base extends HttpContext { onResponseHeader(): void {} }
class Stream extends Base {}
class Plugin extends PluginContext { createHttpContext(): HttpContext { return new Stream(); } }
registerPlugin<Plugin>("probe");
`;
  expect(await warningsOf(between)).toEqual([
    "assembly/index.ts:3:34 AS102: nothing calls onResponseHeader: did you mean onResponseHeaders?",
  ]);
  const old = `import { Context, RootContext, registerRootContext } from "mesh-wasm/assembly/proxy-runtime";
class Stream extends Context { onRequestHeader(a: u32, b: bool): void {} onStart(): void {} }
registerRootContext((id: u32) => { return new RootContext(id); }, "probe");
`;
  expect(await warningsOf(old)).toEqual([
    "assembly/index.ts:2:32 AS102: nothing calls onRequestHeader: did you mean onRequestHeaders?",
    "assembly/index.ts:2:74 AS102: nothing calls onStart of a Context: it is a callback of RootContext",
  ]);
});

test("a callback with other parameters does not compile", async () => {
  await using project = await testProject({
    "assembly/index.ts": program("  onRequestHeaders(): HeadersAction { return HeadersAction.Continue; }"),
  });
  await expect(compile(project.options())).rejects.toMatchObject({
    code: "MW0201",
    message:
      "assembly/index.ts:3:3: a method that overrides another takes and gives the same: (bool) => i32, and not () => i32",
  });
});
