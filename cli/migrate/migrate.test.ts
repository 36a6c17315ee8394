import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Captured, capture, normalized } from "../fixtures/captured-cli.ts";
import { folderWith } from "../fixtures/project.ts";

/** A project as the old SDK's README has one made. */
const oldProject: Readonly<Record<string, string>> = {
  "package.json": `{
  "name": "@shop/add-header",
  "version": "1.0.0",
  "keywords": ["envoy",   "wasm"],
  "scripts": {
    "asbuild": "asc assembly/index.ts -b build/optimized.wasm --use abort=abort_proc_exit --optimize",
    "test": "node tests"
  },
  "dependencies": {
    "@solo-io/proxy-runtime": "^0.1.8"
  },
  "devDependencies": {
    "assemblyscript": "^0.14.9"
  }
}
`,
  "asconfig.json": '{ "options": { "bindings": "esm", "use": "abort=abort_proc_exit" } }\n',
  "assembly/index.ts": `// Was written for "@solo-io/proxy-runtime"
export * from "@solo-io/proxy-runtime/proxy"; // the callbacks
import { RootContext, Context, registerRootContext, FilterHeadersStatusValues } from '@solo-io/proxy-runtime';
import { addHeader } from "./add-header";

class Root extends RootContext {
  createContext(context_id: u32): Context { return new Stream(context_id, this); }
}

class Stream extends Context {
  constructor(context_id: u32, root_context: Root) { super(context_id, root_context); }
  onResponseHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    addHeader("made-with", "@solo-io/proxy-runtime");
    return FilterHeadersStatusValues.Continue;
  }
}

registerRootContext((context_id: u32) => { return new Root(context_id); }, "add_header");
`,
  "assembly/add-header.ts": `import { stream_context } from "@solo-io/proxy-runtime/assembly";\r
\r
export function addHeader(name: string, value: string): void {\r
  stream_context.headers.response.add(name, value);\r
}\r
`,
  "tests/index.js": 'require("@solo-io/proxy-runtime");\n',
  "node_modules/@solo-io/proxy-runtime/assembly/index.ts": 'export { x } from "@solo-io/proxy-runtime/runtime";\n',
};

const spec = ["--package-spec", "^9.0.0"];

async function migrate(cwd: string, ...argv: string[]): Promise<Captured> {
  return capture(["migrate", ...spec, ...argv], { cwd });
}

/** All files of a folder by their paths. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

test("replaces the imports, and nothing else in the sources", async () => {
  const cwd = folderWith(oldProject);
  const { status } = await migrate(cwd);
  expect(status).toBe(0);
  const files = contents(cwd);
  expect(files["assembly/index.ts"]).toBe(
    (oldProject["assembly/index.ts"] ?? "")
      .replace('"@solo-io/proxy-runtime/proxy"', '"mesh-wasm/assembly/proxy-runtime/proxy"')
      .replace("from '@solo-io/proxy-runtime'", "from 'mesh-wasm/assembly/proxy-runtime'"),
  );
  expect(files["assembly/add-header.ts"]).toBe(
    (oldProject["assembly/add-header.ts"] ?? "").replace(
      "@solo-io/proxy-runtime/assembly",
      "mesh-wasm/assembly/proxy-runtime",
    ),
  );
  for (const path of ["asconfig.json", "tests/index.js", "node_modules/@solo-io/proxy-runtime/assembly/index.ts"]) {
    expect(files[path]).toBe(oldProject[path]);
  }
});

test("changes package.json where it must, and writes a configuration", async () => {
  const cwd = folderWith(oldProject);
  await migrate(cwd);
  const files = contents(cwd);
  expect(files["package.json"]).toBe(`{
  "name": "@shop/add-header",
  "version": "1.0.0",
  "keywords": ["envoy",   "wasm"],
  "scripts": {
    "asbuild": "asc assembly/index.ts -b build/optimized.wasm --use abort=abort_proc_exit --optimize",
    "build": "mesh-wasm build",
    "check": "mesh-wasm check",
    "start": "mesh-wasm run --watch",
    "test": "node tests"
  },
  "devDependencies": {
    "assemblyscript": "^0.14.9",
    "mesh-wasm": "^9.0.0"
  }
}
`);
  expect(files["mesh-wasm.config.ts"]).toBe(`import { defineConfig } from "mesh-wasm";

export default defineConfig({
  filters: {
    "add-header": { entry: "assembly/index.ts" },
  },
});
`);
  expect(Object.keys(files)).toEqual([...Object.keys(oldProject), "mesh-wasm.config.ts"].sort());
});

test("what it leaves builds, with asconfig.json as it is", async () => {
  const cwd = folderWith(oldProject);
  await migrate(cwd);
  const { status, stdout } = await capture(["build", "--json"], { cwd });
  expect(status).toBe(0);
  expect(JSON.parse(stdout).data.modules).toMatchObject([{ filter: "add-header", rootIds: ["add_header"] }]);
});

test("shows what it changes", async () => {
  const cwd = folderWith(oldProject);
  const { stdout, stderr } = await migrate(cwd);
  const text = normalized(`--- stdout\n${stdout}--- stderr\n${stderr}`, { [cwd]: "<folder>" });
  await expect(text).toMatchFileSnapshot("../golden/migrate/old-project.txt");
});

test("--dry-run shows the same and writes nothing", async () => {
  const cwd = folderWith(oldProject);
  const { status, stdout, stderr } = await migrate(cwd, "--dry-run");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(contents(cwd)).toEqual(oldProject);
  const blocks = (text: string) => text.split("\nNotes:")[0];
  expect(blocks(stdout)).toBe(blocks((await migrate(cwd)).stdout));
  expect(stdout).toContain("Nothing was written.");
});

test("--json tells the same", async () => {
  const cwd = folderWith(oldProject);
  const { stdout } = await migrate(cwd, "--json");
  const text = normalized(JSON.stringify(JSON.parse(stdout), null, 2), { [cwd]: "<folder>" });
  const stable = text.replace(/"durationMs": \d+/, '"durationMs": 0');
  await expect(`${stable}\n`).toMatchFileSnapshot("../golden/migrate/old-project.json");
});

test("a second run finds nothing left to change", async () => {
  const cwd = folderWith(oldProject);
  await migrate(cwd);
  const before = contents(cwd);
  const { status, stdout } = await migrate(cwd);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Nothing is left to change\.\n/);
  expect(stdout).not.toContain("Next:");
  expect(contents(cwd)).toEqual(before);
});

describe("what has no counterpart is named with its place", () => {
  const fork = {
    "package.json": '{ "name": "geo", "dependencies": { "@gcoredev/proxy-wasm-sdk-as": "^1.2.3" } }\n',
    "assembly/index.ts": `export * from "@gcoredev/proxy-wasm-sdk-as/assembly/proxy";
import { get_property, RootContext, RootContextHelper } from "@gcoredev/proxy-wasm-sdk-as/assembly";
import {
  getEnv,
  KvStore as Store,
} from "@gcoredev/proxy-wasm-sdk-as/assembly/fastedge";
import * as utils from "@gcoredev/proxy-wasm-sdk-as/assembly/fastedge/utils";

// @ts-ignore: decorator
@external("env", "proxy_get_secret")
declare function secret(): u32;

const country = get_property("request.country");
const path = get_property("request\\0path");
`,
  };

  test("and the package stays while a source imports from it", async () => {
    const cwd = folderWith(fork);
    const { status, stdout, stderr } = await migrate(cwd);
    expect(status).toBe(0);
    const text = normalized(`--- stdout\n${stdout}--- stderr\n${stderr}`, { [cwd]: "<folder>" });
    await expect(text).toMatchFileSnapshot("../golden/migrate/fork.txt");
    const { dependencies } = JSON.parse(contents(cwd)["package.json"] ?? "");
    expect(dependencies).toEqual({ "@gcoredev/proxy-wasm-sdk-as": "^1.2.3" });
  });

  test("--json has them as findings", async () => {
    const { data, warnings } = JSON.parse((await migrate(folderWith(fork), "--json")).stdout);
    expect(data.findings[0]).toEqual({
      file: "assembly/index.ts",
      line: 2,
      column: 37,
      message: 'RootContextHelper of "@gcoredev/proxy-wasm-sdk-as/assembly" has no counterpart',
      hint: "write its argument instead of RootContextHelper.wrap(…)",
    });
    expect(data.findings.map(({ line }: { line: number }) => line)).toEqual([2, 4, 5, 7, 10, 13]);
    expect(warnings.length).toBe(data.findings.length + 1);
  });
});

describe("what a person has to see to", () => {
  async function findingsOf(source: string): Promise<string[]> {
    const { stdout } = await migrate(folderWith({ "assembly/index.ts": source }), "--json");
    const { findings } = JSON.parse(stdout).data as { findings: Record<string, string | number>[] };
    return findings.map(({ line, column, message, hint }) => `${line}:${column} ${message}: ${hint}`);
  }

  test("names that are not there: FastEdge's, misspelt ones, and any other", async () => {
    expect(
      await findingsOf(
        'import { ArrayBufferReference, stream_contxt } from "@solo-io/proxy-runtime";\n' +
          'import { getSecret } from "@gcoredev/proxy-wasm-sdk-as/assembly/fastedge";\n' +
          'import * as imports from "@solo-io/proxy-runtime/assembly/imports";\n',
      ),
    ).toEqual([
      '1:10 ArrayBufferReference of "@solo-io/proxy-runtime" has no counterpart: "mesh-wasm/assembly/proxy-runtime" has nothing like it: write what you need of it yourself',
      '1:32 stream_contxt of "@solo-io/proxy-runtime" has no counterpart: did you mean stream_context?',
      '2:10 getSecret of "@gcoredev/proxy-wasm-sdk-as/assembly/fastedge" has no counterpart: no proxy but FastEdge has it: take the value from the plugin\'s configuration, or call a service',
      '3:27 "@solo-io/proxy-runtime/assembly/imports" has no counterpart: import what you need of it from "mesh-wasm/assembly/proxy-runtime"',
    ]);
  });

  test("a field root_context of a type of its own, which does not compile; without it it does", async () => {
    const field = "  root_context: Root;\n";
    const source = (oldProject["assembly/index.ts"] ?? "").replace("extends Context {\n", `$&${field}`);
    expect(await findingsOf(source)).toEqual([
      "11:3 the field root_context of Context cannot become a Root in a subclass: remove the declaration, and write (this.root_context as Root) where members of Root are needed",
    ]);
    const build = async (text: string) => {
      const cwd = folderWith({ ...oldProject, "assembly/index.ts": text });
      await migrate(cwd);
      return (await capture(["build"], { cwd })).status;
    };
    expect(await build(source)).toBe(1);
    const use =
      "    const root = this.root_context as Root;\n    if (root.createContext(0) === this) return FilterHeadersStatusValues.Continue;\n";
    expect(await build(source.replace(field, "").replace('    addHeader("made', `${use}$&`))).toBe(0);
  });
});

test("the old compiler goes where no script calls it", async () => {
  const manifest = { dependencies: { "@solo-io/proxy-runtime": "*" }, devDependencies: { assemblyscript: "^0.14.9" } };
  const cwd = folderWith({ "package.json": JSON.stringify(manifest) });
  const { stdout } = await migrate(cwd);
  const { dependencies, devDependencies } = JSON.parse(contents(cwd)["package.json"] ?? "");
  expect({ dependencies, devDependencies }).toEqual({ devDependencies: { "mesh-wasm": "^9.0.0" } });
  expect(stdout).toContain("assemblyscript goes: mesh-wasm brings the version of the compiler that it needs");
});

describe("what is there stays", () => {
  test("a configuration, and scripts of the same names", async () => {
    const config = 'export default { filters: { mine: { entry: "assembly/index.ts" } } };\n';
    const manifest =
      '{"scripts":{"build":"make","start":"node ."},"devDependencies":{"@solo-io/proxy-runtime":"*","mesh-wasm":"1.0.0"}}';
    const cwd = folderWith({ ...oldProject, "package.json": manifest, "mesh-wasm.config.mjs": config });
    const { stdout } = await migrate(cwd);
    const files = contents(cwd);
    expect(files["package.json"]).toBe(
      '{"scripts":{"build":"make","check": "mesh-wasm check","start":"node ."},"devDependencies":{"mesh-wasm":"1.0.0"}}',
    );
    expect(files["mesh-wasm.config.mjs"]).toBe(config);
    expect(files["mesh-wasm.config.ts"]).toBeUndefined();
    expect(stdout).toContain('the script "build" stays as it is; for mesh-wasm\'s: npx mesh-wasm build');
  });

  test("a file that is not UTF-8", async () => {
    const bytes = Buffer.from('import { log } from "@solo-io/proxy-runtime"; // \xe9', "latin1");
    const cwd = folderWith({ ...oldProject, "assembly/latin.ts": bytes });
    const { stderr } = await migrate(cwd);
    expect(stderr).toContain("assembly/latin.ts is not UTF-8 and was left alone");
    expect(readFileSync(join(cwd, "assembly/latin.ts")).equals(bytes)).toBe(true);
  });

  test("everything, when one file cannot be written", async () => {
    const cwd = folderWith(oldProject);
    mkdirSync(join(cwd, "package.json.mesh-wasm-new"));
    const { status, stderr } = await migrate(cwd);
    expect(status).toBe(4);
    expect(stderr).toContain("MW0108");
    expect(contents(cwd)).toEqual(oldProject);
  });
});

describe("the filters of the project", () => {
  async function configOf(files: Record<string, string>): Promise<string> {
    const cwd = folderWith(files);
    await migrate(cwd);
    return contents(cwd)["mesh-wasm.config.ts"]?.split("filters: {\n")[1]?.split("\n  },")[0]?.trim() ?? "none";
  }

  function program(...names: string[]): string {
    const calls = names.map(
      (name) => `registerRootContext((id: u32) => { return new RootContext(id); }, "${name}");\n`,
    );
    return `import { RootContext, registerRootContext } from "@solo-io/proxy-runtime";\n${calls.join("")}`;
  }

  test("are what the scripts compile", async () => {
    const scripts = { a: "asc filters/auth/assembly/index.ts -O3", b: "asc --debug ./filters/limit.ts" };
    const config = await configOf({
      "package.json": JSON.stringify({ name: "all", scripts }),
      "filters/auth/assembly/index.ts": program("a"),
      "filters/limit.ts": program("b"),
      "filters/unused.ts": program("c"),
    });
    expect(config).toBe(
      '"auth": { entry: "filters/auth/assembly/index.ts" },\n    "limit": { entry: "filters/limit.ts" },',
    );
  });

  test("are what asconfig.json names", async () => {
    const config = await configOf({
      "package.json": '{"name":"Shop Filter"}',
      "asconfig.json": '{"entries":["src/main.ts"]}',
      "src/main.ts": program("main"),
    });
    expect(config).toBe('"shop-filter": { entry: "src/main.ts" },');
  });

  test("are the sources that register plugins; of several plugins the first one is chosen", async () => {
    const config = await configOf({ "package.json": '{"name":"shop"}', "assembly/index.ts": program("one", "two") });
    expect(config).toBe('"shop": { entry: "assembly/index.ts", rootId: "one" },');
  });

  test("are none where nothing registers a plugin", async () => {
    const cwd = folderWith({ "assembly/lib.ts": 'export { log } from "@solo-io/proxy-runtime";\n' });
    const { stdout } = await migrate(cwd);
    expect(Object.keys(contents(cwd))).toEqual(["assembly/lib.ts"]);
    expect(stdout).toContain("no source registers a plugin: write mesh-wasm.config.ts yourself");
    expect(stdout).toContain("there is no package.json: add mesh-wasm to the project in your own way");
  });
});

describe("git", () => {
  function git(cwd: string, ...argv: string[]): void {
    const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    execFileSync("git", [...identity, ...argv], { cwd, stdio: "ignore" });
  }

  test("a clean tree needs no warning, a changed one gets it, and neither stops", async () => {
    const cwd = folderWith({ ...oldProject, ".gitignore": "node_modules/\n" });
    expect((await migrate(cwd, "--dry-run")).stderr).toBe("");
    git(cwd, "init", "--quiet");
    git(cwd, "add", ".");
    git(cwd, "commit", "--quiet", "-m", "old");
    expect(await migrate(cwd)).toMatchObject({ status: 0, stderr: "" });
    const { status, stderr } = await migrate(cwd);
    expect(status).toBe(0);
    expect(stderr).toContain("there are changes that git does not have yet");
  });
});

test.each([
  ["nothing of the old SDK", { "package.json": "{}", "assembly/index.ts": "export const x = 1;\n" }, "MW1105"],
  ["an empty folder", {}, "MW1105"],
  ["a package.json that is no JSON", { ...oldProject, "package.json": "{ name: 1 }" }, "MW1106"],
  ["a package.json that is a list", { ...oldProject, "package.json": "[]" }, "MW1106"],
])("%s is refused", async (_, files, code) => {
  const cwd = folderWith(files);
  const { status, stderr } = await migrate(cwd);
  expect(status).toBe(3);
  expect(stderr).toContain(code);
  expect(contents(cwd)).toEqual(files);
});
