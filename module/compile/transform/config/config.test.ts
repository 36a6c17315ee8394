import { expect, test } from "vitest";
import { compile } from "../../compile.ts";
import { testProject } from "../../test-project.ts";

function plugin(config: string, rest = ""): string {
  return `
import { PluginContext, registerPlugin } from "mesh-wasm/assembly";
${config}
class Plugin extends PluginContext<Config> {
  onConfigure(): bool {
    return true;
  }
}
registerPlugin<Plugin>("probe");
${rest}`;
}

async function schemaOf(config: string): Promise<unknown> {
  await using project = await testProject({ "assembly/index.ts": plugin(config) });
  const { metadata } = await compile(project.options());
  return metadata.configuration["probe"];
}

test("the schema has types, bounds, defaults, comments and what is required", async () => {
  const schema = await schemaOf(`
enum Mode { strict, lenient }

@config
class Route {
  /** Where to. */
  path!: string;
  weight: u8 = 1;
}

/** All of it. */
@config
class Config {
  /**
   * Header that marks
   * a request.
   */
  header: string = "x-canary";
  mode: Mode = Mode.strict;
  routes: Route[] = [];
  labels: Map<string, f64> = new Map();
  first: Route | null = null;
  signed: i16 = -1;
  big: u64 = 0;
  on: bool = true;
}`);
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot("golden/schema.json");
});

test("the class of the configuration is found up the plugin's ancestors", async () => {
  const source = plugin("@config\nclass Config { a: i32 = 1; }\nclass Base extends PluginContext<Config> {}").replace(
    "class Plugin extends PluginContext<Config>",
    "class Plugin extends Base",
  );
  await using project = await testProject({ "assembly/index.ts": source });
  const { metadata } = await compile(project.options());
  expect(metadata.configuration["probe"]).toMatchObject({ properties: { a: { type: "integer", default: 1 } } });
});

test("two plugins of one module have each their own schema", async () => {
  const source = plugin(
    "@config\nclass Config { a: i32 = 1; }\n@config\nclass Other { b: bool = false; }",
    'class Second extends PluginContext<Other> {}\nregisterPlugin<Second>("second");',
  );
  await using project = await testProject({ "assembly/index.ts": source });
  const { metadata } = await compile(project.options());
  expect(metadata.rootIds).toEqual(["probe", "second"]);
  expect(Object.keys(metadata.configuration)).toEqual(["probe", "second"]);
});

test.each(["Date", "i32[] | Date", "Map<i32, string>", "usize", "Uint8Array"])(
  "a field of type %s is refused with its place",
  async (type) => {
    const source = plugin(`@config\nclass Config {\n  field: ${type} | null = null;\n}`);
    await using project = await testProject({ "assembly/index.ts": source });
    const error = await compile(project.options()).catch((caught: unknown) => caught);
    if (type.includes("| Date")) expect(error).toMatchObject({ code: "MW0201" });
    else expect(error).toMatchObject({ code: "MW0204", location: { file: "assembly/index.ts", line: 5, column: 3 } });
  },
);

test("a configuration class without @config is a compile error that says so", async () => {
  await using project = await testProject({ "assembly/index.ts": plugin("class Config { a: i32 = 1; }") });
  const error = await compile(project.options()).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "MW0201", message: expect.stringContaining("must be marked with @config") });
});
