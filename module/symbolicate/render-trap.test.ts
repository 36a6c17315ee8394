import { expect, test } from "vitest";
import type { ExplainedTrap } from "./explain-trap.ts";
import { renderTrap } from "./render-trap.ts";
import type { ExplainedFrame, FrameLocation, Precision } from "./trap-frame.ts";

function place(file: string, line: number, precision: Precision, more: Partial<FrameLocation> = {}): FrameLocation {
  return { file, line, endLine: line, column: precision === "exact" ? 5 : null, precision, text: "code();", ...more };
}

function frame(name: string, more: Partial<ExplainedFrame> = {}): ExplainedFrame {
  return {
    name,
    rawName: name,
    index: 1,
    offset: 1,
    origin: "own",
    role: "code",
    inlined: false,
    location: null,
    ...more,
  };
}

const trap: ExplainedTrap = {
  kind: "abort",
  text: "Index out of range",
  reason: "unreachable",
  callback: "proxy_on_tick",
  abort: null,
  frames: [
    frame("__mesh_abort", { origin: "sdk", role: "abort" }),
    frame("Array.[]", { origin: "std", inlined: true, rawName: null, location: place("~lib/array.ts", 114, "exact") }),
    frame("pick", { location: place("assembly/rules.ts", 8, "exact") }),
    frame("Rules.each", { location: place("assembly/rules.ts", 20, "line") }),
    frame("Rules.all", { location: place("assembly/rules.ts", 30, "near", { endLine: 32 }) }),
    frame("new Rules", { location: place("assembly/rules.ts", 2, "declaration") }),
    frame("Plugin.onTick"),
    frame("PluginContext.onTick", { origin: "sdk", role: "stub" }),
    frame("proxy_on_tick", { origin: "sdk" }),
  ],
  place: 2,
  isCut: false,
  mismatch: null,
  mapProblem: null,
};

test("frames with what is known of them; none that only leads to the plugin's own", () => {
  expect(renderTrap(trap, "canary").join("\n")).toBe(
    `✖ canary trapped in proxy_on_tick: Index out of range
    at Array.[] (inlined)  ~lib/array.ts:114:5             │ code();
    at pick                assembly/rules.ts:8:5           │ code();
    at Rules.each          assembly/rules.ts:20            │ code();
    at Rules.all           assembly/rules.ts:30-32         │ code();
    at new Rules           assembly/rules.ts:2 (declared)  │ code();
    at Plugin.onTick`,
  );
});

test("where nothing is the plugin's own, all is shown", () => {
  const frames = trap.frames.filter(({ origin }) => origin !== "own");
  expect(renderTrap({ ...trap, frames, callback: null }).join("\n")).toBe(
    `✖ the module trapped: Index out of range
    at Array.[] (inlined)  ~lib/array.ts:114:5  │ code();
    at proxy_on_tick`,
  );
});

test("where the module gave up is told where no frame has it", () => {
  const title = (file: string) => {
    const abort = { text: "no such rule", position: { file, line: 8, column: 10 } };
    return renderTrap({ ...trap, text: "no such rule", abort })[0];
  };
  expect(title("src/lib.rs")).toBe("✖ the module trapped in proxy_on_tick: no such rule (src/lib.rs:8:10)");
  expect(title("assembly/rules.ts")).toBe("✖ the module trapped in proxy_on_tick: no such rule");
});

test("a recursion is told once", () => {
  const frames = Array.from({ length: 20 }, () => frame("deep", { location: place("assembly/a.ts", 3, "exact") }));
  expect(renderTrap({ ...trap, frames, isCut: true }).slice(1)).toEqual([
    "    at deep  assembly/a.ts:3:5  │ code();",
    "       … 19 more of the same",
    "    the engine tells no more frames",
  ]);
});

test.each([
  [{ mismatch: "at 0x1 it has x, not y" }, "    names only: this stack is of another module (at 0x1 it has x, not y)"],
  [{ mapProblem: "missing" as const }, "    names only: there is no source map"],
  [{ mapProblem: "other-build" as const }, "    names only: the source map is of another build"],
  [{ mapProblem: "unreadable" as const }, "    names only: the source map cannot be read"],
  [{ frames: [] }, "    without a stack, which Envoy tells only of modules with function names"],
])("why there is no more", (changes, remark) => {
  expect(renderTrap({ ...trap, ...changes }).at(-1)).toBe(remark);
});

test("colours", () => {
  const mark = (kind: string) => (text: string) => `<${kind}>${text}</${kind}>`;
  const style = { color: { bold: mark("b"), dim: mark("i"), red: mark("r") }, mark: { fail: "x", bar: "|" } };
  const frames = trap.frames.slice(1, 3);
  expect(renderTrap({ ...trap, frames }, "canary", style)).toEqual([
    "<r>x</r> <b>canary trapped in proxy_on_tick: Index out of range</b>",
    "<i>    at Array.[] (inlined)  ~lib/array.ts:114:5  </i>  <i>| code();</i>",
    "    at pick                assembly/rules.ts:8:5  <i>| code();</i>",
  ]);
});
