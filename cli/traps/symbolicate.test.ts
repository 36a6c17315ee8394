import { beforeAll, describe, expect, test } from "vitest";
import { lineOfStatement } from "../../module/symbolicate/trapping-source.ts";
import { capture } from "../fixtures/captured-cli.ts";
import { folderWith, projectFiles } from "../fixtures/project.ts";
import { type LoggedFilter, loggedFilter } from "./logged-filter.ts";

/** Of `this.list[3]` in the source. */
const line = lineOfStatement(1);

let debug: LoggedFilter;
let release: LoggedFilter;

beforeAll(async () => {
  // `this.list[3]` of an empty list
  debug = await loggedFilter("/1", "debug");
  release = await loggedFilter("/1", "release");
});

/** A project that has built both. */
function builtProject(files: Record<string, string | Uint8Array> = {}): string {
  return folderWith({
    ...projectFiles,
    "build/probe.wasm": release.wasm,
    "build/probe.wasm.map": release.sourceMap,
    "build/probe.debug.wasm": debug.wasm,
    "build/probe.debug.wasm.map": debug.sourceMap,
    "envoy.log": release.log,
    ...files,
  });
}

const explanation = `✖ MW0401  probe trapped in proxy_on_request_headers: Index out of range
    at Array<i32>.[]            ~lib/array.ts:114:42     │ if (<u32>index >= <u32>this.length_) throw new RangeError(E_INDEXOUTOFRANGE);
    at Stream.onRequestHeaders  assembly/index.ts:${line}:18  │ picked = this.list[3].toString();
`;

/** The log with the explanation below its backtrace. */
function explained(log: string, text: string): string {
  const end = log.lastIndexOf("- proxy_on_request_headers\n") + "- proxy_on_request_headers\n".length;
  return log.slice(0, end) + text + log.slice(end);
}

describe("symbolicate", () => {
  test("explains the log on the standard input by the modules of the project", async () => {
    const cwd = builtProject();
    for (const { log } of [debug, release]) {
      const { status, stdout, stderr } = await capture(["symbolicate"], { cwd, stdin: log });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout.replace(/at Array(<i32>)?\.\[\](?: \(inlined\))?(?= {2,})/, "at Array<i32>.[]")).toBe(
        explained(log, explanation),
      );
    }
  });

  test("explains a file by a named module, and by a folder of modules", async () => {
    const cwd = builtProject();
    const named = await capture(["symbolicate", "envoy.log", "--wasm", "build/probe.wasm"], { cwd });
    expect(named.stdout).toContain(`at Stream.onRequestHeaders  assembly/index.ts:${line}:18`);
    const found = await capture(["symbolicate", "envoy.log", "--wasm", "build"], { cwd });
    expect(found).toEqual(named);
    const map = ["--map", "build/probe.wasm.map"];
    expect(
      await capture(["symbolicate", "-", "--wasm", "build/probe.wasm", ...map], { cwd, stdin: release.log }),
    ).toEqual(named);
  });

  test("--json gives the traps as data", async () => {
    const { status, stdout } = await capture(["symbolicate", "envoy.log", "--json"], { cwd: builtProject() });
    const { ok, data } = JSON.parse(stdout);
    expect({ status, ok }).toEqual({ status: 0, ok: true });
    expect(data.traps).toMatchObject([
      {
        kind: "abort",
        text: "Index out of range",
        callback: "proxy_on_request_headers",
        plugin: ["probe", "probe", "vm"],
        module: expect.stringMatching(/build\/probe\.wasm$/),
        mismatch: null,
      },
    ]);
    const [{ frames, place }] = data.traps;
    expect(frames[place]).toMatchObject({
      name: "Stream.onRequestHeaders",
      location: { file: "assembly/index.ts", line, column: 18, precision: "exact" },
    });
  });

  test("tells several plugins apart by their stacks", async () => {
    const other = await loggedFilter("/20", "debug");
    const cwd = builtProject({ "build/other.wasm": other.wasm, "build/other.wasm.map": other.sourceMap });
    const { stdout } = await capture(["symbolicate"], { cwd, stdin: release.log + other.log });
    expect(stdout).toContain("Index out of range");
    expect(stdout).toContain("integer division by zero\n    at Holder.load");
  });

  test("says so where the module is another build", async () => {
    const cwd = folderWith({ "other.wasm": debug.wasm, "other.wasm.map": debug.sourceMap });
    const { status, stdout, stderr } = await capture(["symbolicate", "--wasm", "other.wasm"], {
      cwd,
      stdin: release.log + release.log,
    });
    expect(status).toBe(0);
    expect(stderr).toBe(
      "→ for lines, name the module that the proxy runs, of that very build: --wasm FILE, or --image REFERENCE\n",
    );
    expect(stdout).toMatch(
      / {4}at Stream\.onRequestHeaders\n {4}names only: this stack is of another module \(not other\.wasm: .*\)\n/,
    );
    expect(stdout).not.toContain(`assembly/index.ts:${line}`);
  });

  test("says so where there is no source map", async () => {
    const cwd = folderWith({ "probe.wasm": release.wasm });
    const { stdout, stderr } = await capture(["symbolicate", "--wasm", "probe.wasm"], { cwd, stdin: release.log });
    expect(stdout).toContain("    at Stream.onRequestHeaders\n    names only: there is no source map\n");
    expect(stderr).toBe("→ for lines, keep the .map of each build beside its module, or name it: --map FILE\n");
  });

  test("a log without a trap stays as it is", async () => {
    const log = "one\r\n{two}\n[three";
    const { stdout, stderr } = await capture(["symbolicate"], { cwd: builtProject(), stdin: log });
    expect(stdout).toBe(log);
    expect(stderr).toBe('no trap of a filter: in a log of Envoy one begins with a line "Function: … failed"\n');
  });
});

describe("symbolicate refuses", () => {
  test.each<[string, string[], string]>([
    ["a log that is not there", ["nope.log"], "MW0107"],
    ["a folder as log", ["build"], "MW0107"],
    ["a module that is not there", ["--wasm", "nope.wasm"], "MW0107"],
    ["a module that is none", ["--wasm", "package.json"], "MW0306"],
    ["a folder without modules", ["--wasm", "assembly"], "MW0107"],
    ["a map that is not there", ["--wasm", "build/probe.wasm", "--map", "nope.map"], "MW0107"],
    ["a map that is none", ["--wasm", "build/probe.wasm", "--map", "build/probe.wasm"], "MW0403"],
    ["the map of another build", ["--wasm", "build/probe.wasm", "--map", "build/probe.debug.wasm.map"], "MW0403"],
    ["a map without a module", ["--map", "build/probe.wasm.map"], "MW0103"],
    ["a module as log", ["build/probe.wasm"], "MW0105"],
  ])("%s", async (_, argv, code) => {
    const { status, stdout, stderr } = await capture(["symbolicate", ...argv], { cwd: builtProject() });
    expect({ stdout, failed: status > 0 }).toEqual({ stdout: "", failed: true });
    expect(stderr).toContain(code);
  });

  test("a folder without a project, and a project that has built nothing", async () => {
    const outside = await capture(["symbolicate"], { cwd: folderWith({ "a.txt": "" }) });
    expect(outside.stderr).toMatch(/MW1002[\s\S]*name the module that trapped with --wasm/);
    const { stderr } = await capture(["symbolicate"], { cwd: folderWith(projectFiles) });
    expect(stderr).toContain("there is no module in build");
    expect(stderr).toContain("build it first");
  });
});
