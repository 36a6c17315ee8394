import { beforeAll, describe, expect, test } from "vitest";
import { buildModule, code } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { type ExplainedTrap, explainTrap } from "./explain-trap.ts";
import { placeText } from "./render-trap.ts";
import { type TrappingFilter, trappingFilter } from "./run-filter.ts";
import type { ExplainedFrame } from "./trap-frame.ts";
import { lineOfStatement, trappingFiles, trappingStatements } from "./trapping-source.ts";

let debug: TrappingFilter;
let release: TrappingFilter;

beforeAll(async () => {
  debug = await trappingFilter(trappingFiles, "debug");
  release = await trappingFilter(trappingFiles, "release");
});

async function trapOf({ request, wasm, sourceMap }: TrappingFilter, path: string): Promise<ExplainedTrap> {
  const trap = await request(path);
  if (!trap) throw new Error(`${path} does not trap`);
  return explainTrap({ wasm, sourceMap, ...trap });
}

function ownFrames({ frames }: ExplainedTrap): ExplainedFrame[] {
  return frames.filter(({ origin, role }) => origin === "own" && role === "code");
}

/** Name, file and line of each frame. */
function linesOf(frames: readonly ExplainedFrame[]): string[] {
  return frames.map(({ name, location }) => `${name} ${location?.file}:${location?.line}`);
}

describe.each(trappingStatements.map((statement, number) => [statement, number] as const))(
  "%s",
  (statement, number) => {
    test("a debug build has every frame at its line", async () => {
      const trap = await trapOf(debug, `/${number}`);
      const outermost = ownFrames(trap).at(-1);
      expect(outermost).toMatchObject({
        name: "Stream.onRequestHeaders",
        location: { file: "assembly/index.ts", line: lineOfStatement(number), precision: "exact", text: statement },
      });
      // The column is lost where the compiler itself copies a function, as @inline asks it to.
      const isCopied = statement === "twice(this.list);";
      expect(ownFrames(trap).every(({ location }) => isCopied || location?.precision === "exact")).toBe(true);
      expect(trap).toMatchObject({ mismatch: null, mapProblem: null });
    });

    test("a release build has the same functions and lines", async () => {
      const [exact, optimized] = [await trapOf(debug, `/${number}`), await trapOf(release, `/${number}`)];
      expect(linesOf(ownFrames(optimized))).toEqual(linesOf(ownFrames(exact)).map((line) => twinLines[line] ?? line));
      expect([optimized.kind, optimized.text]).toEqual([exact.kind, exact.text]);
    });
  },
);

/** Of two functions with the same code there is one in the release build; where in the other one it trapped is not known. */
const twinLines: Readonly<Record<string, string>> = {
  "math.rest assembly/other.ts:18": "math.rest assembly/other.ts:17",
};

test("in a release build nearly all places are exact, and none is guessed", async () => {
  const count: Record<string, number> = {};
  for (const number of trappingStatements.keys()) {
    for (const { location } of ownFrames(await trapOf(release, `/${number}`))) {
      const precision = location?.precision ?? "none";
      count[precision] = (count[precision] ?? 0) + 1;
    }
  }
  const all = Object.values(count).reduce((sum, one) => sum + one, 0);
  expect(count["none"]).toBeUndefined();
  expect(count["near"]).toBeUndefined();
  expect((count["exact"] ?? 0) / all).toBeGreaterThan(0.9);
});

test("a recursion without an end", async () => {
  for (const filter of [debug, release]) {
    const { kind, isCut, frames } = await trapOf(filter, "/deep");
    expect({ kind, isCut }).toEqual({ kind: "stack-overflow", isCut: true });
    // The innermost one has not got further than its beginning.
    expect(frames.at(0)).toMatchObject({
      name: "deep",
      location: { precision: "declaration", text: "function deep(n: i32): i32 {" },
    });
    expect(frames.at(1)).toMatchObject({
      name: "deep",
      location: { precision: "exact", text: "return deep(n + 1) + n;" },
    });
  }
});

test("what the optimizer copied is told as a frame of its own", async () => {
  const { frames, place } = await trapOf(
    release,
    `/${trappingStatements.findIndex((one) => one.includes("names.get"))}`,
  );
  expect(frames.find(({ role }) => role === "code")).toMatchObject({
    name: "Map.get",
    origin: "std",
    inlined: true,
    rawName: null,
    location: { file: "~lib/map.ts", precision: "exact" },
  });
  expect(frames[place]).toMatchObject({ name: "Stream.onRequestHeaders", inlined: false });
});

test.each([
  ["as you wish", "abort", 0],
  ["Index out of range", "abort", 1],
  [
    "Unexpected 'null' (not assigned or failed cast)",
    "abort",
    trappingStatements.indexOf("picked = this.maybe!.name;"),
  ],
  ["integer division by zero", "division", trappingStatements.indexOf("picked = Holder.load(0);")],
  ["access to memory out of bounds", "memory-bounds", trappingStatements.findIndex((one) => one.includes("load<i32>"))],
  ["code that must not be reached (unreachable)", "unreachable", trappingStatements.indexOf("unreachable();")],
])("%s", async (text, kind, number) => {
  for (const filter of [debug, release]) {
    expect(await trapOf(filter, `/${number}`)).toMatchObject({ kind, text, callback: null });
  }
});

describe("what is not known is not told", () => {
  test("without a source map there are names, and the place that the abort tells", async () => {
    const trap = await release.request("/0");
    const { frames, place, mapProblem } = explainTrap({ wasm: release.wasm, ...trap });
    expect(mapProblem).toBe("missing");
    expect(frames[place]).toMatchObject({ name: "Stream.onRequestHeaders", origin: "own" });
    expect(placeText(frames[place]?.location as never)).toMatch(/^assembly\/index\.ts:\d+:\d+$/);
    expect(frames.slice(place + 1).every(({ location }) => location === null)).toBe(true);
  });

  test("the source map of another build is not used", async () => {
    const trap = await release.request("/1");
    const explained = explainTrap({ wasm: release.wasm, sourceMap: debug.sourceMap, ...trap });
    expect(explained).toMatchObject({ mapProblem: "other-build", mismatch: null });
    expect(explained.frames[explained.place]).toMatchObject({ name: "Stream.onRequestHeaders", location: null });
  });

  test("text that is no source map", async () => {
    const trap = await release.request("/1");
    expect(explainTrap({ wasm: release.wasm, sourceMap: "{", ...trap }).mapProblem).toBe("unreadable");
  });

  test("the stack of another build has names only", async () => {
    const trap = await debug.request("/1");
    const explained = explainTrap({ wasm: release.wasm, sourceMap: release.sourceMap, ...trap });
    expect(explained.mismatch).toMatch(/0x[0-9a-f]+/);
    expect(explained.frames.map(({ name }) => name)).toContain("Stream.onRequestHeaders");
    const places = explained.frames.flatMap(({ location }) => location ?? []);
    // That of the abort is in the log, not in the module.
    expect(places).toMatchObject([{ file: "~lib/array.ts", text: null }]);
  });

  test("an abort without a stack has the place that it tells", () => {
    const { wasm, sourceMap } = release;
    const message = "assembly/index.ts:14:5: as you wish";
    const explained = explainTrap({ wasm, sourceMap, frames: [], reason: "unreachable", message });
    expect(explained.frames).toMatchObject([
      { name: "?", location: { file: "assembly/index.ts", line: 14, column: 5, text: "return (1 / n).toString();" } },
    ]);
  });

  test("a source that the map does not hold is asked for", () => {
    const { wasm, sourceMap } = release;
    const bare = JSON.stringify({ ...JSON.parse(sourceMap), sourcesContent: [] });
    const asked: string[] = [];
    const { frames } = explainTrap({
      wasm,
      sourceMap: bare,
      frames: [],
      message: "assembly/index.ts:2:1: x",
      readSource(file) {
        asked.push(file);
        return "one\n  two\n";
      },
    });
    expect(asked).toEqual(["assembly/index.ts"]);
    expect(frames[0]?.location?.text).toBe("two");
  });

  test("what was logged before another kind of trap is not its reason", async () => {
    const trap = await release.request(`/${trappingStatements.indexOf("picked = Holder.load(0);")}`);
    const { wasm, sourceMap } = release;
    const explained = explainTrap({
      wasm,
      sourceMap,
      stack: trap?.stack ?? "",
      message: "assembly/index.ts:1:1: before",
    });
    expect(explained).toMatchObject({ kind: "division", abort: null });
  });
});

test("of a module in another language the names are told", () => {
  const mangled = "_ZN6plugin7connect17h80f53ab29bcaeccbE";
  const bytes = buildModule({
    functions: [
      { name: mangled, body: [...code.unreachable] },
      { name: "proxy_on_tick", body: [...code.call(2)] },
    ],
  });
  const [connect, tick] = [mangled, "proxy_on_tick"].map((name) => {
    return readModule(bytes).functions.find((one) => one.name === name)?.offset ?? 0;
  });
  const trap = explainTrap({
    wasm: bytes,
    frames: [
      { name: mangled, offset: (connect ?? 0) + 1 },
      { name: "proxy_on_tick", offset: (tick ?? 0) + 1 },
    ],
    reason: "unreachable",
    message: "panicked at src/lib.rs:74:10:\nno such rule",
  });
  expect(trap).toMatchObject({
    text: "no such rule",
    abort: { position: { file: "src/lib.rs", line: 74, column: 10 } },
    mismatch: null,
    mapProblem: null,
    place: 0,
    frames: [
      { name: "plugin::connect", rawName: mangled, origin: "own", location: null },
      { name: "proxy_on_tick", origin: "sdk", location: null },
    ],
  });
});
