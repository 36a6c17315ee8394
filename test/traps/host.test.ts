import { beforeAll, describe, expect, test } from "vitest";
import { toText } from "../../host/bytes.ts";
import { createHost } from "../../host/index.ts";
import { moduleOf } from "../../host/wasm/trap.ts";
import { testProject } from "../../module/compile/test-project.ts";
import { compile, type ExplainedTrap, explainTrap, parseStack } from "../../module/index.ts";
import { lineOfStatement, trappingFiles, trappingStatements } from "../../module/symbolicate/trapping-source.ts";

// The host runs modules with counted loops: what it tells of a trap is of the module as it was.

const files = {
  ...trappingFiles,
  "assembly/index.ts": `${(trappingFiles["assembly/index.ts"] ?? "").replace(
    'path == "/deep" ? deep(1)',
    'path == "/hang" ? hang(1)',
  )}
function hang(n: i32): i32 {
  let turns = n;
  while (turns != 0) {
    turns = turns * 3 + 1;
    if (turns == 0) turns = 1;
  }
  return turns;
}
`,
};

const built: Partial<Record<"debug" | "release", { wasm: Uint8Array; sourceMap: string }>> = {};

beforeAll(async () => {
  for (const mode of ["debug", "release"] as const) {
    await using project = await testProject(files);
    const { wasm, sourceMap } = await compile(project.options({ mode }));
    built[mode] = { wasm, sourceMap: sourceMap ?? "" };
  }
});

function trapOf(mode: "debug" | "release", path: string): ExplainedTrap {
  const { wasm = new Uint8Array(), sourceMap = "" } = built[mode] ?? {};
  const traps: ExplainedTrap[] = [];
  const host = createHost({
    plugins: [{ module: wasm, name: "probe" }],
    loopLimit: 1_000_000,
    onTrap(trap) {
      const { originalOffset } = moduleOf(trap);
      const frames = parseStack(trap.error.stack ?? "").frames.map(({ offset, ...frame }) => {
        return { ...frame, offset: offset == null ? null : originalOffset(offset) };
      });
      const said = host.logs.filter(({ byPlugin }) => byPlugin).at(-1);
      const message = said ? toText(said.message) : null;
      const { reason, callback } = trap;
      traps.push(explainTrap({ wasm, sourceMap, frames, reason, callback, message }));
    },
  });
  const stream = host.connect().request({});
  const headers = { ":method": "GET", ":path": path, ":scheme": "http", ":authority": "shop" };
  stream.sendHeaders(Object.entries(headers), true);
  host.run();
  const [trap] = traps;
  if (!trap) throw new Error(`${path} does not trap`);
  return trap;
}

describe.each(["debug", "release"] as const)("a %s build on the host", (mode) => {
  test.each(trappingStatements.map((statement, number) => [statement, number] as const))("%s", (statement, number) => {
    const { callback, mismatch, frames } = trapOf(mode, `/${number}`);
    expect({ callback, mismatch }).toEqual({ callback: "proxy_on_request_headers", mismatch: null });
    expect(frames.findLast(({ origin, role }) => origin === "own" && role === "code")).toMatchObject({
      name: "Stream.onRequestHeaders",
      location: { file: "assembly/index.ts", line: lineOfStatement(number), text: statement },
    });
  });

  test("`abort` says what it is given, and needs nothing else", () => {
    expect(trapOf(mode, `/${trappingStatements.indexOf('abort("enough");')}`).text).toBe("enough");
  });

  test("a filter that hangs has the line of the loop", () => {
    const { kind, text, frames, place } = trapOf(mode, "/hang");
    expect({ kind, text }).toEqual({ kind: "hang", text: "hangs: 1000000 loop turns without an end" });
    expect(frames[place]).toMatchObject({
      name: "hang",
      location: { file: "assembly/index.ts", text: "while (turns != 0) {" },
    });
  });
});
