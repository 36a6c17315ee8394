import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { capture } from "../../cli/fixtures/captured-cli.ts";
import { startEnvoy } from "../../envoy/index.ts";
import { testProject } from "../../module/compile/test-project.ts";
import { compile } from "../../module/index.ts";
import { lineOfStatement, trappingFiles, trappingStatements } from "../../module/symbolicate/trapping-source.ts";
import { envoyVersions } from "../support/engines.ts";

// Real traps in real Envoys, in both modes, explained from the log alone.

/** The oldest and the newest. */
const versions = [...new Set([envoyVersions[0] ?? "", envoyVersions.at(-1) ?? ""])];
const modes = ["debug", "release"] as const;

/** A filter that fills its memory. */
const greedy = {
  "assembly/index.ts": (trappingFiles["assembly/index.ts"] ?? "")
    .replace('path == "/deep" ? deep(1).toString()', 'path == "/memory" ? fill([]).toString()')
    .concat(`
function fill(kept: ArrayBuffer[]): i32 {
  while (true) {
    kept.push(new ArrayBuffer(1 << 25));
  }
}
`),
  "assembly/other.ts": trappingFiles["assembly/other.ts"] ?? "",
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mesh-wasm-traps-"));
  for (const mode of modes) {
    await build("probe", mode, trappingFiles);
    await build("greedy", mode, greedy);
  }
});

afterAll(() => rm(folder, { recursive: true }));

async function build(name: string, mode: "debug" | "release", files: Readonly<Record<string, string>>): Promise<void> {
  await using project = await testProject(files);
  const { wasm, sourceMap } = await compile(project.options({ mode }));
  await writeFile(moduleOf(name, mode), wasm);
  await writeFile(`${moduleOf(name, mode)}.map`, sourceMap ?? "");
}

function moduleOf(name: string, mode: string): string {
  return join(folder, `${name}.${mode}.wasm`);
}

interface Trapping {
  version: string;
  module: string;
  path: string;
  /** Further words on Envoy's command line. */
  args?: string[];
}

/** Lets a filter trap in Envoy. Gives what Envoy has logged, and what symbolicate writes. */
async function explained({ version, module, path, args = [] }: Trapping): Promise<{ log: string; output: string }> {
  await using envoy = await startEnvoy({ version, args, plugins: [{ module, name: "canary", rootId: "probe" }] });
  expect((await fetch(envoy.url + path)).status).toBe(503);
  // The last frame, or the last that an engine tells.
  await envoy.logs.waitFor(/0x[0-9a-f]+ - proxy_on_request_headers|^\s+9: /);
  const log = envoy.logs.text();
  const { stdout: output } = await capture(["symbolicate", "--wasm", folder], { cwd: folder, stdin: log });
  return { log, output };
}

/** The lines that symbolicate has added. */
function added({ log, output }: { log: string; output: string }): string[] {
  const known = new Set(log.split("\n"));
  return output.split("\n").filter((line) => !known.has(line));
}

/** A statement's number, and what the title says of its trap. */
const traps: readonly (readonly [statement: string, title: string])[] = [
  ['throw new Error("as you wish");', "canary trapped in proxy_on_request_headers: as you wish"],
  ['abort("enough");', "canary trapped in proxy_on_request_headers: enough"],
  ["picked = this.list[3].toString();", "canary trapped in proxy_on_request_headers: Index out of range"],
  [
    "picked = this.maybe!.name;",
    "canary trapped in proxy_on_request_headers: Unexpected 'null' (not assigned or failed cast)",
  ],
  [
    'this.names.set("a", "b"), (picked = this.names.get("c"));',
    "canary trapped in proxy_on_request_headers: Key does not exist",
  ],
  ["picked = Holder.load(0);", "trapped in proxy_on_request_headers: integer division by zero"],
  ["picked = load<i32>(0x7ffffff0).toString();", "trapped in proxy_on_request_headers: access to memory out of bounds"],
  ["unreachable();", "trapped in proxy_on_request_headers: code that must not be reached (unreachable)"],
];

describe.each(versions)("Envoy %s", (version) => {
  describe.each(modes)("a %s build", (mode) => {
    test.each(traps)("%s", async (statement, title) => {
      const number = trappingStatements.indexOf(statement);
      const lines = added(await explained({ version, module: moduleOf("probe", mode), path: `/${number}` }));
      expect(lines[0]).toContain(title);
      const last = lines.at(-1) ?? "";
      expect(last).toMatch(
        new RegExp(`^    at Stream\\.onRequestHeaders +assembly/index\\.ts:${lineOfStatement(number)}:\\d+ `),
      );
      expect(last).toContain(`│ ${statement}`);
    });

    test("a recursion without an end", async () => {
      const lines = added(await explained({ version, module: moduleOf("probe", mode), path: "/deep" }));
      expect(lines[0]).toContain("the call stack is full, as by a recursion without an end");
      expect(lines[1]).toMatch(/^ {4}at deep +assembly\/index\.ts:\d+ \(declared\) +│ function deep/);
      expect(lines[2]).toMatch(/^ {4}at deep +assembly\/index\.ts:\d+:10 +│ return deep\(n \+ 1\) \+ n;/);
      expect(lines[3]).toMatch(/… \d+ more of the same/);
    });

    test("memory that is full", async () => {
      const lines = added(await explained({ version, module: moduleOf("greedy", mode), path: "/memory" }));
      expect(lines[0]).toContain("memory is full: it could not grow");
      expect(lines.find((line) => line.includes(" at fill "))).toMatch(
        /assembly\/index\.ts:\d+.*│ kept\.push\(new ArrayBuffer/,
      );
    });
  });
});

test.each([
  ["escaped", ["--log-format-escaped"]],
  ["of Istio", ["--log-format", "%Y-%m-%dT%T.%fZ\t%l\tenvoy %n %g:%#\t%v\tthread=%t"]],
  ["for Google's logs", ["--log-format", "%L%m%d %T.%e %t envoy/%@] [%t][%n]%v"]],
  ["of JSON", ["--log-format", '{"time":"%Y-%m-%dT%T.%e","level":"%l","thread":%t,"message":"%j"}']],
])("a log %s", async (_, args) => {
  const version = versions.at(-1) ?? "";
  const lines = added(await explained({ version, module: moduleOf("probe", "release"), path: "/1", args }));
  expect(lines.map((line) => line.replace(/ {2,}/g, "  "))).toEqual([
    "✖ MW0401  canary trapped in proxy_on_request_headers: Index out of range",
    expect.stringMatching(/^ {2}at Array(?:<i32>)?\.\[\]/),
    `  at Stream.onRequestHeaders  assembly/index.ts:${lineOfStatement(1)}:18  │ ${trappingStatements[1]}`,
  ]);
});
