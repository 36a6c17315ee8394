import { expect, test } from "vitest";
import type { Output } from "../../core/index.ts";
import { lineProgress, spinnerProgress } from "./progress.ts";
import { styleFor } from "./style.ts";

function screen(isTTY: boolean): { output: Output; written: string[] } {
  const written: string[] = [];
  return { written, output: { write: (text) => void written.push(String(text)), isTTY, columns: 40 } };
}

function plainStyle(output: Output) {
  return styleFor(output, "never", { env: { LANG: "C.UTF-8" }, platform: "linux" });
}

test("without a terminal each finished step is one line", () => {
  const { output, written } = screen(false);
  const { progress } = lineProgress(output, plainStyle(output));
  const step = progress.step("downloading");
  step.update("1 of 2 MB");
  step.done("downloaded 2 MB");
  progress.step("starting").fail();
  expect(written).toEqual(["✔ downloaded 2 MB\n", "✖ starting\n"]);
});

test("on a terminal a step is drawn at once, cut to the width, and replaced by its end", () => {
  const { output, written } = screen(true);
  const shown = spinnerProgress(output, plainStyle(output));
  const step = shown.progress.step("downloading a file with a name that is far too long");
  expect(written.join("")).toBe("\r\u001b[2K⠋ downloading a file with a name that ");
  step.done("downloaded");
  expect(written.slice(2)).toEqual(["\r\u001b[2K", "✔ downloaded\n"]);
  shown.close();
});

test("text of others does not mix with the step that turns", () => {
  const { output, written } = screen(true);
  const shown = spinnerProgress(output, plainStyle(output));
  const step = shown.progress.step("starting");
  written.length = 0;
  shown.output.write("a log line\n");
  expect(written).toEqual(["\r\u001b[2K", "a log line\n", "\r\u001b[2K", "⠋ starting"]);
  step.fail();
  shown.close();
});

test("closing takes an unfinished step away", () => {
  const { output, written } = screen(true);
  const shown = spinnerProgress(output, plainStyle(output));
  shown.progress.step("starting");
  written.length = 0;
  shown.close();
  expect(written).toEqual(["\r\u001b[2K"]);
});
